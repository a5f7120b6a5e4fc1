import { expect } from "../site/expect.ts";
import { alertOn } from "./alertOn.ts";
import type { Instance } from "../site/instance.ts";
import type { Site } from "../site/site.ts";
import type { StageVm } from "../site/stage.ts";

/** An alert that was accepted, on VMs of its own. */
interface FiredCapture {
  readonly payload: unknown;
  readonly id: string;
  readonly instance: Instance;
  /** The first of the VMs. */
  readonly vm: StageVm;
  readonly vms: readonly StageVm[];
}

/** Fires an alert on fresh VMs. */
export async function fireCapture(site: Site, seconds: number, count = 1): Promise<FiredCapture> {
  const vms = await site.stage.vms(count);
  const payload = alertOn(vms, { seconds });
  const { id, instance } = await site.app.fire(payload);
  return { payload, id, instance, vms, vm: expect.present(vms[0], "VM") };
}
