import { seenBy, siteOf, type SharedSite } from "./site/site.ts";
import type { Scenario } from "./scenario.ts";

/** One line of the table. */
export interface Result {
  readonly name: string;
  readonly fact: string;
  readonly result: "ok" | "failed" | "skipped";
  /** Why it failed or was skipped; a remark of one that passed. */
  readonly remark: string | null;
  readonly seconds: number;
}

/** As many at once as keep a small machine busy without being what is measured. */
const atOneTime = 8;

const lasting = {
  name: "lasting",
  fact: "at the end of the run no VM of any scenario has another capture or email",
};

/** Runs the scenarios, several at once, and shows each result as soon as it is there. */
export async function runScenarios(
  site: SharedSite,
  scenarios: ReadonlyMap<string, Scenario>,
  show: (result: Result) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const run = async ([name, scenario]: readonly [string, Scenario]) => {
    const result = await resultOf(site, name, scenario);
    results.push(result);
    show(result);
  };
  const [alone = [], together = []] = [true, false].map((isAlone) =>
    [...scenarios].filter(([, scenario]) => (scenario.isAlone ?? false) === isAlone),
  );
  const queue = together.values();
  const worker = async () => {
    for (const one of queue) await run(one);
  };
  try {
    await Promise.all(Array.from({ length: atOneTime }, worker));
    for (const one of alone) await run(one);
    if (site.lasting.length > 0) await run([lasting.name, lastingChecks(site)]);
  } finally {
    await site.stage.clear();
  }
  return results;
}

/** Repeats what scenarios found about their VMs, for a late second capture or email. */
const lastingChecks = (site: SharedSite): Scenario => ({
  fact: lasting.fact,
  async run() {
    const checks = site.lasting.splice(0);
    const seen = await seenBy(site);
    for (const check of checks) check(seen);
    return `${checks.length} checks repeated`;
  },
});

async function resultOf(shared: SharedSite, name: string, scenario: Scenario): Promise<Result> {
  const from = performance.now();
  const site = siteOf(shared, name);
  const ended = (result: Result["result"], remark: string | null): Result => ({
    ...{ name, fact: scenario.fact, result, remark },
    seconds: Math.round((performance.now() - from) / 100) / 10,
  });
  const obstacle = obstacleOf(name, shared) ?? scenario.obstacle?.(site) ?? null;
  if (obstacle !== null) return ended("skipped", obstacle);
  try {
    return ended("ok", await scenario.run(site));
  } catch (error) {
    return ended("failed", error instanceof Error ? error.message : String(error));
  }
}

/** With wrong settings nothing but their report can be checked. */
const obstacleOf = (name: string, { options }: SharedSite): string | null =>
  options.wrongSettings.length > 0 && name !== "wrongSettings"
    ? "the host's settings are wrong in this run"
    : null;
