import { expect } from "../site/expect.ts";
import { seenBy, type Seen, type Site } from "../site/site.ts";
import type { CaptureRecord, Email } from "../site/control.ts";
import type { CaptureResult, Output } from "../site/output.ts";
import type { StageVm } from "../site/stage.ts";

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const isOf =
  ({ id }: StageVm) =>
  ({ target }: CaptureRecord): boolean =>
    isSame(target, id);

/** A VM that was not found has the casing of the alert, which is lower case. */
const tellsOf =
  ({ name }: StageVm) =>
  ({ text }: Email): boolean =>
    text.toLowerCase().includes(name.toLowerCase());

/** What happened to the VMs of a scenario outside the app: their packet captures, and the emails. */
export const told = {
  /** The packet captures ever made of one VM. */
  captures: async ({ control }: Site, vm: StageVm): Promise<readonly CaptureRecord[]> =>
    (await control.captures()).filter(isOf(vm)),

  emails: async ({ control }: Site, vm: StageVm): Promise<readonly Email[]> =>
    (await control.emails()).filter(tellsOf(vm)),

  /** Each of these VMs has this many packet captures, now and at the end of the run. */
  capturedTimes: (site: Site, vms: readonly StageVm[], times: number): Promise<void> =>
    now(site, ({ captures }) => {
      for (const vm of vms)
        expect.same(captures.filter(isOf(vm)).length, times, `the number of packet captures of ${vm.name}`);
    }),

  /** One email tells of all these VMs, and no other of any, now and at the end of the run. */
  once: (site: Site, vms: readonly StageVm[]): Promise<void> =>
    now(site, ({ emails }) => {
      const about = emails.filter((email) => vms.some((vm) => tellsOf(vm)(email)));
      expect.same(about.length, 1, `the number of emails about ${namesOf(vms)}`);
      const missing = vms.filter((vm) => !about.some(tellsOf(vm)));
      expect.that(missing.length === 0, `the email does not mention ${namesOf(missing)}`);
    }),

  /** Each of these VMs has this many emails of its own, now and at the end of the run. */
  eachTimes: (site: Site, vms: readonly StageVm[], times: number): Promise<void> =>
    now(site, ({ emails }) => {
      for (const vm of vms)
        expect.same(emails.filter(tellsOf(vm)).length, times, `the number of emails about ${vm.name}`);
    }),

  /** Nothing was captured or sent because of these VMs, now and at the end of the run. */
  async never(site: Site, vms: readonly StageVm[]): Promise<void> {
    await told.capturedTimes(site, vms, 0);
    await told.eachTimes(site, vms, 0);
  },

  /** The VM was captured, with a file; the result in the output. */
  captured({ captures }: Output, vm: StageVm): CaptureResult {
    const found = captures.find(({ vmId }) => isSame(vmId, vm.id));
    const result = expect.present(found, `result of ${vm.name}`);
    const { outcome, code, hint, fileUrl, bytes } = result;
    expect.that(outcome === "captured", `${vm.name} ended as ${outcome} (${code ?? ""}): ${hint ?? ""}`);
    expect.same(result.vmId, vm.id, "the id in Azure's casing");
    expect.that(fileUrl?.endsWith(".cap") === true, `the file of ${vm.name} is ${fileUrl ?? "missing"}`);
    expect.that((bytes ?? 0) > 0, `the file of ${vm.name} has ${bytes ?? "unknown"} bytes`);
    return result;
  },
};

async function now(site: Site, check: (seen: Seen) => void): Promise<void> {
  check(await seenBy(site));
  site.lasting.push(check);
}

const namesOf = (vms: readonly StageVm[]): string => {
  const [first = "", ...more] = vms.map(({ name }) => name);
  return more.length < 3 ? [first, ...more].join(", ") : `${first} and ${more.length} more VMs`;
};
