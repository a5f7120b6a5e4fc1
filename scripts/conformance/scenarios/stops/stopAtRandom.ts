import { setTimeout } from "node:timers/promises";
import { expect } from "../../site/expect.ts";
import { atOnce } from "../../steps/atOnce.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { stops } from "../../steps/stops.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Site } from "../../site/site.ts";

/** Captures at one time: more would measure the machine. */
const atOneTime = 20;

/** One capture, stopped after so many milliseconds; null when the stop ended it, otherwise what happened. */
async function stopAfter(site: Site, delayMs: number, byRoute: boolean): Promise<string | null> {
  const { id, instance, vm } = await fireCapture(site, site.lengths.long);
  await setTimeout(delayMs);
  const { status } = byRoute ? await site.app.stop(id) : await instance.stop();
  const { captures } = await follow.toOutput(site, instance);
  await told.once(site, [vm]);
  const lost = stops.lost(expect.present(captures[0], "result"));
  return lost === null && status === 202 ? null : `answered ${status}, ${lost ?? "stopped"}`;
}

/** One stop that went wrong must not keep the others from being counted. */
async function countedStop(site: Site, delayMs: number, byRoute: boolean): Promise<string | null> {
  const how = await stopAfter(site, delayMs, byRoute).catch((error: unknown) => String(error));
  const when = `after ${(delayMs / 1000).toFixed(1)} s by ${byRoute ? "route" : "event"}`;
  return how === null ? null : `${when}: ${how}`;
}

export const stopAtRandom: Scenario = {
  fact: "a stop at a random moment ends the capture",
  obstacle: needsTime,
  async run(site) {
    const { stops: count } = site.options;
    // Well before the capture's own end, so that only a lost stop lets it run to its time limit.
    const latestMs = (site.lengths.long * 1000) / 2;
    const delays = Array.from({ length: count }, () => site.random.integer(0, Math.min(latestMs, 20_000)));
    const lost: string[] = [];
    let next = 0;
    await atOnce(Math.min(count, atOneTime), async () => {
      for (let index = next++; index < count; index = next++) {
        // By the route and by the event, in turn.
        const how = await countedStop(site, delays[index] ?? 0, index % 2 === 0);
        if (how !== null) lost.push(how);
      }
    });
    const tally = `${count - lost.length} of ${count} stops ended the capture`;
    expect.that(lost.length === 0, `${tally}; ${lost.join("; ")}`);
    return tally;
  },
};
