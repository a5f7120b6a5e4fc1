import { unlocated } from "../captures/interruption/unlocated.ts";
import { unknownTimes } from "../captures/outcome/captureTimes.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import { beforeOf } from "../captures/rings/files/beforeOf.ts";
import { momentOf } from "../captures/rings/files/momentOf.ts";
import { activities } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { readReportOrder } from "../durable/requests/reportOrder.ts";
import { announce } from "./announcing/announce.ts";
import { enterPhase } from "./enterPhase.ts";
import { searchRing } from "./rings/searchRing.ts";
import type { InterruptedCapture } from "../captures/interruption/interruptedCapture.ts";
import type { AlertOutcome, ReportReceipt } from "../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Output of this orchestration; the evidence record of the alert is made from its captures. */
type InterruptionOutcome = ReportReceipt & Pick<AlertOutcome, "notifications" | "evidence" | "captures">;

/**
 * Reports an alert whose own orchestration failed or was terminated: once, because its email has the
 * operation id that the alert's own would have. Returns null where no report is due.
 */
export function* reportInterruption(
  context: OrchestrationContext,
): Generator<Task, InterruptionOutcome | null, unknown> {
  const { instanceId } = readReportOrder(context.df.getInput());
  const found = yield* call(context, activities.readInterruption, { instanceId });
  if (isRefusal(found)) throw new Error(found.hint);
  if (!found.isDue) return null;
  const { alert, requestedBy, overrides, interruption } = found;
  const captures: CaptureOutcome[] = [];
  for (const capture of found.captures) captures.push(yield* outcomeOf(context, capture, momentOf(alert)));
  const facts = { instanceId, alert, requestedBy, overrides, captures, interruption };
  const { report, ...beside } = yield* announce(context, facts, null);
  enterPhase(context, { phase: "done" });
  return { ...report, ...beside, captures };
}

function* outcomeOf(
  context: OrchestrationContext,
  capture: InterruptedCapture,
  moment: ReturnType<typeof momentOf>,
): Generator<Task, CaptureOutcome, unknown> {
  const outcome = capture.outcome ?? (yield* locatedOutcome(context, capture));
  if (capture.ring === undefined || outcome.before !== null) return outcome;
  const { vm, taken: ring } = capture.ring;
  const { times, fileUrl, summary } = outcome;
  const files = yield* searchRing(context, { vm, times, ring }, fileUrl, moment);
  return files === null ? outcome : { ...outcome, before: beforeOf(files, summary, times) };
}

function* locatedOutcome(
  context: OrchestrationContext,
  capture: InterruptedCapture,
): Generator<Task, CaptureOutcome, unknown> {
  const located = yield* call(context, activities.locateCapture, capture);
  const { vmId, session, times = unknownTimes } = capture;
  if (!isRefusal(located)) return { ...located, times };
  return failedOutcome(vmId, unlocated(located, session?.captureName ?? null), undefined, times);
}
