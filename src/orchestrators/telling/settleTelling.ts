import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { enterPhase } from "../enterPhase.ts";
import { awaitTelling } from "./awaitTelling.ts";
import { isUnfinished, type EndedCapture } from "./endedCapture.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { JoinedAlerts } from "../../captures/telling/joinedAlerts.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Who tells an alert: its own report, with the other alerts that it tells, or another one's, with the outcome
 * of its capture there. Null: not known.
 */
type Teller =
  | { readonly reportedIn: null; readonly alerts: JoinedAlerts | null }
  | { readonly reportedIn: string; readonly outcome: CaptureOutcome | null };

const nobody: JoinedAlerts = { listed: [], more: 0 };
/** Each of them is an alert that was to tell this one and did not. */
const mostTellers = 20;

/** Finds out who tells an alert whose captures have ended, and waits for it where that is another one. */
export function* settleTelling(
  context: OrchestrationContext,
  captures: readonly (CaptureOutcome | EndedCapture)[],
): Generator<Task, Teller, unknown> {
  const followed = captures.map((capture) => (isUnfinished(capture) ? capture.session : capture));
  const captureNames = followed.map(({ captureName }) => captureName).filter((name) => name !== null);
  if (captureNames.length === 0) return { reportedIn: null, alerts: nobody };
  const [unfinished = null] = captures.filter(isUnfinished);
  const untoldBy: string[] = [];
  while (untoldBy.length < mostTellers) {
    enterPhase(context, { phase: "reporting" });
    const answer = yield* call(context, activities.settleReport, { captureNames, untoldBy });
    if (isRefusal(answer)) break;
    if (answer.next === "tell") return { reportedIn: null, alerts: answer.alerts };
    const { teller } = answer;
    const end = yield* awaitTelling(context, teller, unfinished?.session.captureName ?? null);
    if (end.state === "told") return { reportedIn: teller, outcome: end.outcome };
    untoldBy.push(teller);
  }
  return { reportedIn: null, alerts: null };
}
