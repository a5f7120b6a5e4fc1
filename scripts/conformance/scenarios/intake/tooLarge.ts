import { alertOn } from "../../steps/alertOn.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Site } from "../../site/site.ts";

const kib = 1024;

/** An alert that would be accepted, made too large by spaces, which JSON allows around a value. */
async function refuse(site: Site, size: string, bytes: number): Promise<null> {
  const vm = await site.stage.vm();
  const text = JSON.stringify(alertOn([vm], { seconds: site.lengths.short }));
  expectProblem(await site.app.post("alerts", Buffer.from(text.padEnd(bytes))), 413, `a body of ${size}`);
  await told.never(site, [vm]);
  return null;
}

const ofSize = (size: string, bytes: number): Scenario => ({
  fact: `an alert of ${size} is answered 413`,
  run: (site) => refuse(site, size, bytes),
});

export const tooLarge = {
  /** The app takes 272 KiB. */
  byOneKib: ofSize("273 KiB", 273 * kib),
  byFar: ofSize("29 MiB", 29 * kib * kib),
};
