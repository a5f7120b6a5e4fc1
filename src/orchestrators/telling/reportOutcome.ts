import { capturedOutcome } from "../../captures/outcome/capturedOutcome.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { toldOutcome } from "../../captures/telling/toldOutcome.ts";
import { announce } from "../announcing/announce.ts";
import { isUnfinished, type EndedCapture } from "./endedCapture.ts";
import { finishCapture } from "./finishCapture.ts";
import { settleTelling } from "./settleTelling.ts";
import { toldInDigest } from "./toldInDigest.ts";
import type { AlertBrief, AlertOutcome } from "../../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { AlertRequest } from "../../durable/requests/alertRequest.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Has an alert told in exactly one email: its own, another alert's that it has joined, or a digest. */
export function* reportOutcome(
  context: OrchestrationContext,
  request: AlertRequest,
  ends: readonly (CaptureOutcome | EndedCapture)[],
  stop: StopSignal,
): Generator<Task, AlertOutcome, unknown> {
  const { alert, requestedBy, overrides, leftOut } = request;
  const beyond = leftOut !== undefined && { leftOut };
  const brief = { alert: briefOf(request), requestedBy, ...beyond, notifications: [], evidence: [] };
  const told = () => ({ ...brief, resolvedAt: stop.resolvedAt });
  const digest = yield* toldInDigest(context, ends);
  if (digest !== null)
    return { ...told(), captures: ends.map(unexamined), report: null, reportedIn: digest, joinedBy: 0 };

  const telling = yield* settleTelling(context, ends);
  if (telling.reportedIn !== null) {
    const { reportedIn, outcome } = telling;
    const captures = ends.map((end) => {
      const own = unexamined(end);
      return isUnfinished(end) && outcome !== null ? toldOutcome(own, outcome) : own;
    });
    return { ...told(), captures, report: null, reportedIn, joinedBy: 0 };
  }

  const captures: CaptureOutcome[] = [];
  for (const end of ends) captures.push(isUnfinished(end) ? yield* finishCapture(context, end) : end);
  const { alerts } = telling;
  const joinedBy = alerts === null ? null : alerts.listed.length + alerts.more;
  // What the report says of it counts: nothing is added once it is being sent.
  const { resolvedAt } = stop;
  const facts = {
    instanceId: context.df.instanceId,
    ...{ alert, requestedBy, overrides, captures, ...beyond },
    ...(resolvedAt !== null && { resolvedAt }),
    ...(alerts !== null && joinedBy !== 0 && { joinedAlerts: alerts }),
  };
  const announced = yield* announce(context, facts, joinedBy);
  return { ...brief, resolvedAt, captures, ...announced, reportedIn: null, joinedBy };
}

/** The outcome of a capture whose file another alert's report has. */
function unexamined(end: CaptureOutcome | EndedCapture): CaptureOutcome {
  if (!isUnfinished(end)) return end;
  const file = refuse("unexpected", "The report that tells this alert has the capture file.");
  return capturedOutcome(
    end.vm,
    end.session,
    end.end,
    { file, fileFoundAt: null, analysis: null },
    end.times,
  );
}

function briefOf({ alert }: AlertRequest): AlertBrief | null {
  if (alert === null) return null;
  const { rule, severity, firedAt, occurrence } = alert;
  return { rule, severity, firedAt, occurrence };
}
