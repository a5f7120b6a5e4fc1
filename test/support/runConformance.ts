import { setTimeout } from "node:timers/promises";
import { readOptions } from "../../scripts/conformance/readOptions.ts";
import { runScenarios, type Result } from "../../scripts/conformance/runScenarios.ts";
import { openSite } from "../../scripts/conformance/site/site.ts";
import type { VirtualClock } from "../../local/environment/virtualClock.ts";

/** Runs `npm run conformance` with these arguments in this process; the host's virtual time moves on. */
export async function runConformance(
  args: readonly string[],
  clock: VirtualClock | null = null,
): Promise<readonly Result[]> {
  const options = readOptions(args, () => undefined);
  if (options === null) throw new Error("There is nothing to run.");
  const end = new AbortController();
  const results = openSite(options)
    .then((site) => runScenarios(site, options.scenarios, () => undefined))
    .finally(() => {
      end.abort();
    });
  while (clock !== null && !end.signal.aborted) {
    await clock.advance(1000);
    await setTimeout(10);
  }
  return results;
}
