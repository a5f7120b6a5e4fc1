import { expect } from "../site/expect.ts";
import { Instance, type InstanceStatus } from "../site/instance.ts";
import type { Output } from "../site/output.ts";
import type { Site } from "../site/site.ts";

/** Waits for what happens to an orchestration. */
export const follow = {
  /** Until the custom status is in this phase. An instance of one VM may not exist yet. */
  toPhase: (site: Site, instance: Instance, phase: string): Promise<InstanceStatus> =>
    site.until(`the phase "${phase}"`, async () => {
      const status = await instance.find();
      if (status === null) return null;
      expect.that(!Instance.hasEnded(status), `the orchestration ended before its phase "${phase}"`);
      return status.customStatus?.phase === phase ? status : null;
    }),

  toStatus: (site: Site, instance: Instance, runtimeStatus: string): Promise<InstanceStatus> =>
    site.until(`the status ${runtimeStatus}`, async () => {
      const status = await instance.status();
      return status.runtimeStatus === runtimeStatus ? status : null;
    }),

  /** Until it has ended, in whatever way; `see` gets every status on the way. */
  toEnd: (
    site: Site,
    instance: Instance,
    see: (status: InstanceStatus) => void = () => undefined,
  ): Promise<InstanceStatus> =>
    site.until("the end of the orchestration", async () => {
      const status = await instance.status();
      see(status);
      return Instance.hasEnded(status) ? status : null;
    }),

  /** Until it has completed; its output. */
  async toOutput(site: Site, instance: Instance): Promise<Output> {
    const { runtimeStatus, output } = await follow.toEnd(site, instance);
    expect.same(runtimeStatus, "Completed", "the status at the end");
    return expect.present(output, "output");
  },
};
