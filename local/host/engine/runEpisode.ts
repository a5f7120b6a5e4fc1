import { eventTime, EventType, type ExecutionStarted, type HistoryEvent } from "../protocol/historyEvent.ts";
import { isTerminalStatus } from "../protocol/runtimeStatus.ts";
import { triggerPayload } from "../protocol/triggerPayload.ts";
import { replay } from "../replay/replay.ts";
import { runsVersion, type Versions } from "../versions.ts";
import type { Clock } from "../../environment/clock.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Log } from "../log.ts";
import type { OrchestratorAnswer } from "../protocol/orchestratorAnswer.ts";
import type { Plan } from "../replay/plan.ts";
import type { Instance } from "../store/instance.ts";
import type { Store } from "../store/store.ts";
import type { DurableApp } from "./durableApp.ts";

/** One finished step of an orchestration: its past events, its new events, and the plan that follows. */
export interface FinishedEpisode {
  readonly instance: Instance;
  /** The orchestration's time in this episode, milliseconds since the epoch. */
  readonly now: number;
  readonly past: readonly HistoryEvent[];
  readonly fresh: readonly HistoryEvent[];
  /** Numbers of the messages that it consumed. */
  readonly consumed: readonly number[];
  readonly plan: Plan;
  /** W3C `traceparent` of the orchestration's starter; null: it belongs to no trace. */
  readonly traceParent: string | null;
}

interface EpisodeOptions {
  readonly store: Store;
  readonly app: DurableApp;
  readonly clock: Clock;
  readonly versions: Versions;
  readonly log: Log;
  readonly delivery: Delivery;
  /** Instances whose rejection is in the log. */
  readonly rejected: Set<string>;
}

/**
 * Runs an instance's orchestrator over its due messages; null when nothing is due, or when this app leaves
 * the instance's version to another.
 */
export async function runEpisode(options: EpisodeOptions, id: string): Promise<FinishedEpisode | null> {
  const { store, versions } = options;
  const clockNow = options.clock.now();
  const instance = store.instances.get(id);
  const messages = store.messages.due(id, clockNow);
  if (instance === null || isTerminalStatus(instance.status) || messages.length === 0) return null;
  const isOurs = runsVersion(versions, instance.version);
  if (!isOurs && versions.failure === "Reject") {
    logRejected(options, instance);
    return null;
  }
  const past = store.histories.of(id);
  const arrived = messages.flatMap((message) => message.events);
  const events = options.delivery.inOrder(id, clockNow, arrived).toSorted(startFirst);
  const now = timeOf(clockNow, past, events);
  const fresh = [orchestratorStarted(now), ...events];
  const traceParent = traceParentOf(past.find(isStart) ?? fresh.find(isStart));
  const plan = isOurs ? await planFor(options, { instance, past, fresh, traceParent }) : mismatch;
  return { instance, now, past, fresh, consumed: messages.map(({ n }) => n), plan, traceParent };
}

/** The framework's words. */
const mismatch: Plan = {
  orders: [],
  customStatus: undefined,
  outcome: {
    kind: "ended",
    status: "Failed",
    output: "Orchestration version did not comply with Worker Versioning",
  },
  warnings: [],
};

function logRejected({ versions, log, rejected }: EpisodeOptions, { id, name, version }: Instance): void {
  if (rejected.has(id)) return;
  rejected.add(id);
  const message =
    `Orchestration '${name}' ${id} has version '${version}'; this app has '${versions.own}' and leaves it ` +
    `to another (versionMatchStrategy ${versions.match}).`;
  log({ level: "warning", category: "Host.Triggers.DurableTask", instanceId: id, message });
}

/** Starts in state files of earlier versions have no trace context. */
export const traceParentOf = (start: ExecutionStarted | null | undefined): string | null =>
  start?.ParentTraceContext?.TraceParent ?? null;

type Material = Pick<FinishedEpisode, "instance" | "past" | "fresh" | "traceParent">;

async function planFor(
  { app, versions }: EpisodeOptions,
  { instance, past, fresh, traceParent }: Material,
): Promise<Plan> {
  const { id, executionId, name, parent, input } = instance;
  const parentInstanceId = parent?.OrchestrationInstance.InstanceId ?? null;
  const payload = () => triggerPayload({ instanceId: id, parentInstanceId, input, past, fresh });
  const orchestrate = () => app.orchestrate({ instanceId: id, traceParent }, name, payload());
  const answer = await answerOf(instance, app, fresh, orchestrate);
  const history = [...past, ...fresh];
  const episode = { instanceId: id, executionId, parentInstanceId, name, history, answer };
  return replay({ ...episode, functions: app.functions, defaultVersion: versions.own });
}

async function answerOf(
  { name }: Instance,
  app: DurableApp,
  fresh: readonly HistoryEvent[],
  orchestrate: () => Promise<OrchestratorAnswer>,
): Promise<OrchestratorAnswer> {
  // A terminated instance ends whatever its function returns, even when the function is gone.
  if (fresh.some((event) => event.EventType === EventType.ExecutionTerminated))
    return { kind: "broken", message: "" };
  if (!app.functions.orchestrators.has(name.toLowerCase()))
    return { kind: "broken", message: `No orchestrator function '${name}' is registered.` };
  return orchestrate();
}

const isStart = (event: HistoryEvent): event is ExecutionStarted =>
  event.EventType === EventType.ExecutionStarted;

const startFirst = (one: HistoryEvent, other: HistoryEvent): number =>
  Number(isStart(other)) - Number(isStart(one));

const orchestratorStarted = (now: number): HistoryEvent => ({
  EventType: EventType.OrchestratorStarted,
  EventId: -1,
  Timestamp: eventTime(now),
});

/** The machine's clock can be set back; the orchestration's time cannot. */
function timeOf(clockNow: number, past: readonly HistoryEvent[], events: readonly HistoryEvent[]): number {
  const last =
    past.findLast((event) => event.EventType === EventType.OrchestratorStarted) ?? events.find(isStart);
  return Math.max(clockNow, last === undefined ? 0 : Date.parse(last.Timestamp));
}
