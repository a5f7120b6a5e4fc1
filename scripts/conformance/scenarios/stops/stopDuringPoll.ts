import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { inFlight } from "../../steps/inFlight.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { stops } from "../../steps/stops.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

/** The timer before the poll has fired, so that an event can belong to a wait that has lost its race. */
export const stopDuringPoll: Scenario = {
  fact: "a stop while the capture's status is being queried ends the capture",
  obstacle: needsTime,
  async run(site) {
    const { instance, vm } = await fireCapture(site, site.lengths.long);
    await follow.toPhase(site, instance, "capturing");
    const poll = { method: "POST", path: `packetCaptures/[^/]*${vm.name}[^/]*/query` };
    await inFlight(site, poll, async (reached) => {
      await reached();
      expect.same((await instance.stop()).status, 202, "the answer to the event");
    });
    stops.reached(await follow.toOutput(site, instance));
    await told.capturedTimes(site, [vm], 1);
    await told.once(site, [vm]);
    return null;
  },
};
