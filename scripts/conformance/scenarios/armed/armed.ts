import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Site } from "../../site/site.ts";
import type { StageVm } from "../../site/stage.ts";

interface ArmedVm {
  readonly vmId: string;
  readonly state: string;
}

async function armedVms({ app }: Site): Promise<readonly ArmedVm[]> {
  const { status, body } = await app.get("armed");
  expect.same(status, 200, "the answer to GET /api/armed");
  return (body as { readonly vms: readonly ArmedVm[] }).vms;
}

/** Names of the rings that run on the VM, by what Azure itself has; there is never more than one. */
async function runningRings(site: Site, vm: StageVm): Promise<readonly string[]> {
  const captures = await told.captures(site, vm);
  const rings = captures.filter(({ name }) => /-ring-.*[0-9a-f]{16}$/.test(name));
  const running = rings.filter(({ status }) => status === "Running").map(({ name }) => name);
  expect.that(running.length < 2, `two rings run on ${vm.name}: ${running.join(", ")}`);
  return running;
}

/** Waits until the app says that this VM's ring, another one than `before`, runs; the session's name. */
const runningRing = (site: Site, vm: StageVm, before: string | null): Promise<string> =>
  site.until(`a ring that runs on ${vm.name}`, async () => {
    const [name] = await runningRings(site, vm);
    const vms = await armedVms(site);
    const isRunning = vms.some(({ vmId, state }) => state === "running" && isSame(vmId, vm.id));
    return name !== undefined && name !== before && isRunning ? name : null;
  });

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const armed: Scenario = {
  fact: "an alert on an armed VM gets the packets from before it, and the VM is armed again",
  obstacle: ({ options }) => (options.armed ? null : "no VM of this host is armed, or --armed is missing"),
  async run(site) {
    const { vmId: id } = await site.until("an armed VM", async () => (await armedVms(site))[0] ?? null);
    const vm: StageVm = { id, name: id.replace(/^.*\//, "") };
    const ring = await runningRing(site, vm, null);
    const { instance } = await site.app.fire(alertOn([vm], { seconds: site.lengths.short }));
    const capture = told.captured(await follow.toOutput(site, instance), vm);
    const before = expect.present(capture.before, "packets from before in the output");
    expect.same(before.problem, null, "what is missing of the packets from before");
    expect.that(before.files.length > 0, "the output has no file of the ring");
    expect.that(
      !before.files.some((url) => url === capture.fileUrl),
      "the capture's own file is among those of the ring",
    );
    const next = await runningRing(site, vm, ring);
    expect.that(next !== ring, "the VM has the same ring as before");
    return `${before.packets} packets from before, ${before.files.length} files`;
  },
};
