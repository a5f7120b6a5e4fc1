import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsManagement } from "../../steps/needsManagement.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const suspendResume: Scenario = {
  fact: "a capture that was suspended and resumed ends as one capture and one email",
  obstacle: (site) => needsManagement(site) ?? needsTime(site),
  async run(site) {
    const { instance, vm } = await fireCapture(site, Math.min(site.lengths.long, 15));
    await follow.toPhase(site, instance, "capturing");
    expect.same((await instance.suspend()).status, 202, "the answer to suspend");
    await follow.toStatus(site, instance, "Suspended");
    expect.same((await instance.resume()).status, 202, "the answer to resume");
    told.captured(await follow.toOutput(site, instance), vm);
    await told.capturedTimes(site, [vm], 1);
    await told.once(site, [vm]);
    return null;
  },
};
