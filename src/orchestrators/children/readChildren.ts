import { failedOutcome } from "../../captures/outcome/failedOutcome.ts";
import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** The orchestration of one VM of an alert with several. */
export interface Child {
  readonly vmId: string;
  readonly instanceId: string;
  /** Null while it runs. */
  outcome: CaptureOutcome | null;
}

/**
 * Looks at orchestrations that had not ended, and notes the outcomes of those that have. `unstarted`: why
 * some may be missing; null when all had been started. `times`: what is known of those without an outcome.
 */
export function* readChildren(
  context: OrchestrationContext,
  children: readonly Child[],
  unstarted: Refusal | null,
  times: CaptureTimes,
): Generator<Task, void, unknown> {
  const failed = ({ vmId }: Child, refusal: Refusal) => failedOutcome(vmId, refusal, undefined, times);
  const instanceIds = children.map(({ instanceId }) => instanceId);
  const answer = yield* call(context, activities.readVmCaptures, { instanceIds });
  if (isRefusal(answer)) return;
  children.forEach((child, index) => {
    const reading = answer.readings[index];
    if (reading?.state === "ended") child.outcome = reading.outcome;
    if (reading?.state === "lost") child.outcome = failed(child, lost(reading.hint));
    if (reading?.state === "missing") child.outcome = failed(child, unstarted ?? lost("It has been purged."));
  });
}

const lost = (why: string): Refusal =>
  refuse(
    "unexpected",
    `The orchestration of this VM has no result. ${why} Its capture, if one was running, runs to its limits: see Network Watcher.`,
  );
