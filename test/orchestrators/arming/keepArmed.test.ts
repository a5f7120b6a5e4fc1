import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { keepArmed } from "../../../src/orchestrators/arming/keepArmed.ts";
import { SteppedOrchestration } from "../../support/histories/steppedOrchestration.ts";
import { vmIdOf } from "../../support/rings/rings.ts";

const { maxConcurrentActivityFunctions: slots } = (
  JSON.parse(readFileSync(new URL("../../../host.json", import.meta.url), "utf8")) as {
    extensions: { durableTask: { maxConcurrentActivityFunctions: number } };
  }
).extensions.durableTask;

/** Runs a turn of a pass; the most activities that were open at a time, and the turn. */
async function turn(due: number, areMoreLeaving: boolean) {
  const vmIds = Array.from({ length: due }, (_, number) => vmIdOf(`WEB${number}`));
  const survey = { rings: due, due: vmIds, areMoreLeaving, isTelling: false };
  const run = new SteppedOrchestration(keepArmed);
  await run.episode();
  let most = 0;
  for (let first = true; run.outcome.kind === "open"; first = false) {
    most = Math.max(most, run.open.length);
    const value = first ? survey : { next: "done" };
    await run.episode(...run.open.map((order) => run.resultOf(order, { ok: true, value })));
  }
  return { most, run };
}

describe("a pass over the rings", () => {
  it("leaves at least half of an instance's activities to alerts", async () => {
    const { most } = await turn(20, false);
    assert.ok(most >= 2 && most <= slots / 2, `${most} of ${slots}`);
  });

  it("goes on with the next turn at once where more rings are to end", async () => {
    const { run } = await turn(3, true);
    assert.equal(run.outcome.kind, "continued");
    assert.equal((await turn(3, false)).run.outcome.kind, "ended");
  });
});
