import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsManagement } from "../../steps/needsManagement.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

const ofRunning: Scenario = {
  fact: "a running capture cannot be purged, and ends as usual",
  obstacle: (site) => needsManagement(site) ?? needsTime(site),
  async run(site) {
    const { instance, vm } = await fireCapture(site, Math.min(site.lengths.long, 15));
    await follow.toPhase(site, instance, "capturing");
    const { status } = await instance.purge();
    expect.that(status >= 400 && status < 500, `the purge is answered ${status}`);
    told.captured(await follow.toOutput(site, instance), vm);
    await told.capturedTimes(site, [vm], 1);
    await told.once(site, [vm]);
    return `answered ${status}`;
  },
};

const ofEnded: Scenario = {
  fact: "an ended capture can be purged and is unknown then",
  obstacle: needsManagement,
  async run(site) {
    const { id, instance, vm } = await fireCapture(site, site.lengths.short);
    await follow.toOutput(site, instance);
    expect.same((await instance.purge()).status, 200, "the answer to the purge");
    expect.same(await instance.find(), null, "the status after the purge");
    expectProblem(await site.app.get(`captures/${id}`), 404, "the purged capture");
    await told.capturedTimes(site, [vm], 1);
    await told.once(site, [vm]);
    return null;
  },
};

export const purge = { ofRunning, ofEnded };
