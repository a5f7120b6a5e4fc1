import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Site } from "../../site/site.ts";

/** Fires, delivers again when `reach` says, and expects that this changes nothing. */
async function deliverAgain(
  site: Site,
  reach: (instance: Parameters<typeof follow.toEnd>[1]) => Promise<unknown>,
): Promise<null> {
  const { payload, id, instance, vm } = await fireCapture(site, site.lengths.short);
  await reach(instance);
  const again = await site.app.fire(payload);
  expect.same([again.outcome, again.id], ["duplicate", id], "the second answer");
  told.captured(await follow.toOutput(site, instance), vm);
  await told.capturedTimes(site, [vm], 1);
  await told.once(site, [vm]);
  return null;
}

const during: Scenario = {
  fact: "an alert delivered again during its capture is a duplicate",
  run: (site) => deliverAgain(site, (instance) => follow.toPhase(site, instance, "capturing")),
};

const after: Scenario = {
  fact: "an alert delivered again after its capture has ended is a duplicate",
  run: (site) => deliverAgain(site, (instance) => follow.toEnd(site, instance)),
};

export const duplicateLater = { during, after };
