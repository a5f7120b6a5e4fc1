import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { stops } from "../../steps/stops.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Site } from "../../site/site.ts";

async function stopBoth(site: Site, isRunning: boolean): Promise<null> {
  const { id, instance, vms } = await fireCapture(site, site.lengths.long, 2);
  if (isRunning) {
    await follow.toPhase(site, instance.child(1), "capturing");
    await follow.toPhase(site, instance.child(2), "capturing");
  }
  expect.same((await site.app.stop(id)).status, 202, "the answer to the stop");
  const output = await follow.toOutput(site, instance);
  expect.same(output.captures.length, 2, "the number of results");
  stops.reached(output);
  if (isRunning) await told.capturedTimes(site, vms, 1);
  await told.once(site, vms);
  return null;
}

const running: Scenario = {
  fact: "a stop of an alert on two VMs ends both captures, and one email tells of both",
  obstacle: needsTime,
  run: (site) => stopBoth(site, true),
};

const atOnce: Scenario = {
  fact: "a stop right after the 202 of an alert on two VMs reaches both",
  obstacle: needsTime,
  run: (site) => stopBoth(site, false),
};

export const stopOfTwoVms = { running, atOnce };
