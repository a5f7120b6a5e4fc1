import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { inFlight } from "../../steps/inFlight.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const stopBeforeSession: Scenario = {
  fact: "a stop while the VM is being looked up ends as skipped, with no session and one email",
  obstacle: needsTime,
  async run(site) {
    const vm = await site.stage.vm();
    const { id, instance } = await inFlight(
      site,
      { method: "GET", path: `virtualMachines/${vm.name}\\?` },
      async (reached) => {
        const fired = await site.app.fire(alertOn([vm], { seconds: site.lengths.long }));
        await reached();
        expect.same((await site.app.stop(fired.id)).status, 202, "the answer to the stop");
        return fired;
      },
    );
    const { captures } = await follow.toOutput(site, instance);
    expect.same(
      captures.map(({ outcome, code }) => [outcome, code]),
      [["skipped", "stopped"]],
      `the results of ${id}`,
    );
    await told.capturedTimes(site, [vm], 0);
    await told.once(site, [vm]);
    return null;
  },
};
