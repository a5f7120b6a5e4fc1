import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EventType, type HistoryEvent } from "../../local/host/protocol/historyEvent.ts";
import { replay } from "../../local/host/replay/replay.ts";
import { orchestratorNames } from "../../src/durable/instances/orchestratorNames.ts";
import { captureOnAlert } from "../../src/orchestrators/captureOnAlert.ts";
import { capturePacketsOrchestrator } from "../../src/orchestrators/capturePackets.ts";
import { reportInterruption } from "../../src/orchestrators/reportInterruption.ts";
import { reportDigest } from "../../src/orchestrators/telling/reportDigest.ts";
import { defaultVersion, goldenHistories, readHistories } from "../support/histories/goldenHistories.ts";
import { executeOnce } from "../support/histories/steppedOrchestration.ts";
import type { OrchestrationHandler } from "durable-functions";

const handlers: Readonly<Record<string, OrchestrationHandler>> = {
  [orchestratorNames.captureOnAlert]: captureOnAlert,
  [orchestratorNames.capturePackets]: capturePacketsOrchestrator,
  [orchestratorNames.reportDigest]: reportDigest,
  [orchestratorNames.reportInterruption]: reportInterruption,
};

const isScheduling = ({ EventType: type }: HistoryEvent): boolean =>
  type === EventType.TaskScheduled || type === EventType.TimerCreated;

/** Replays an instance's history as far as each of its episodes. */
async function replayEach(history: readonly HistoryEvent[]): Promise<number> {
  const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
  assert.ok(started !== undefined && "Input" in started);
  const handler = handlers[started.Name] ?? assert.fail(`No orchestrator is named ${started.Name}.`);
  let episodes = 0;
  for (let begin = 0; begin < history.length; episodes += 1) {
    const end = history.findIndex(
      ({ EventType: type }, at) => at >= begin && type === EventType.OrchestratorCompleted,
    );
    const episode = history.slice(begin, end);
    const fresh = episode.filter(
      (event) => !isScheduling(event) && event.EventType !== EventType.ExecutionCompleted,
    );
    const past = history.slice(0, begin);
    const answer = await executeOnce(handler, past, fresh, started.Input);
    const plan = replay({
      ...{
        instanceId: "i",
        executionId: "e",
        parentInstanceId: null,
        name: started.Name,
        answer,
        defaultVersion: "",
      },
      history: [...past, ...fresh],
      functions: { activities: { has: () => true } as never, orchestrators: new Set() },
    });
    const isTerminated = fresh.some(({ EventType: type }) => type === EventType.ExecutionTerminated);
    if (plan.outcome.kind === "ended" && !isTerminated)
      assert.equal(plan.outcome.status, "Completed", plan.outcome.output ?? "");
    assert.deepEqual(
      plan.orders.map(({ id }) => id),
      episode.filter(isScheduling).map(({ EventId }) => EventId),
    );
    begin = end + 1;
  }
  return episodes;
}

describe("the orchestrators of today", () => {
  for (const [version, name] of goldenHistories())
    it(`replay a history of version ${version}: ${name}`, async () => {
      for (const { history } of readHistories(version, name)) assert.ok((await replayEach(history)) > 1);
    });

  it("have recorded histories of the version that host.json starts", () => {
    assert.ok(goldenHistories().some(([version]) => version === defaultVersion));
  });
});
