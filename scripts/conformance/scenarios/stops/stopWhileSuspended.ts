import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsManagement } from "../../steps/needsManagement.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { stops } from "../../steps/stops.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const stopWhileSuspended: Scenario = {
  fact: "a stop of a suspended orchestration ends the capture when it is resumed",
  obstacle: (site) => needsManagement(site) ?? needsTime(site),
  async run(site) {
    const { id, instance, vm } = await fireCapture(site, site.lengths.long);
    await follow.toPhase(site, instance, "capturing");
    expect.same((await instance.suspend()).status, 202, "the answer to suspend");
    await follow.toStatus(site, instance, "Suspended");
    expect.same((await site.app.stop(id)).status, 202, "the answer to the stop");
    expect.same((await instance.resume()).status, 202, "the answer to resume");
    stops.reached(await follow.toOutput(site, instance));
    await told.capturedTimes(site, [vm], 1);
    await told.once(site, [vm]);
    return null;
  },
};
