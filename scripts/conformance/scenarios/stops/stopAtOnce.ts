import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { stops } from "../../steps/stops.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const stopAtOnce: Scenario = {
  fact: "a stop right after the 202 ends the capture, or keeps it from starting",
  obstacle: needsTime,
  async run(site) {
    const { id, instance, vm } = await fireCapture(site, site.lengths.long);
    expect.same((await site.app.stop(id)).status, 202, "the answer to the stop");
    const output = await follow.toOutput(site, instance);
    stops.reached(output);
    const made = (await told.captures(site, vm)).length;
    expect.that(made <= 1, `there are ${made} packet captures`);
    await told.once(site, [vm]);
    return output.captures[0]?.outcome === "skipped"
      ? "before there was a session"
      : "the session was stopped";
  },
};
