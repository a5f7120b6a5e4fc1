import { AzureFault, factsOf } from "../../azure/azureFault.ts";
import { armedVmsOf } from "../../captures/rings/armedVmsOf.ts";
import { log } from "../../telemetry/log.ts";
import { ringsNow } from "./ringsNow.ts";
import type { ArmedVm } from "../../api/armedVms.ts";
import type { Azure } from "../../azure/azure.ts";
import type { InvocationContext } from "@azure/functions";

/** The rings that alerts could take. None where the app's record cannot be read: a plan needs no error. */
export async function previewedRings(
  context: InvocationContext,
  { appStorage }: Pick<Azure, "appStorage">,
): Promise<readonly ArmedVm[]> {
  try {
    const record = await ringsNow(appStorage);
    const rings = record.rings.filter(({ isLeaving }) => !isLeaving);
    return armedVmsOf({ ...record, rings }, new Date().toISOString()).vms;
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    log(context, "armed.unavailable", factsOf(error));
    return [];
  }
}
