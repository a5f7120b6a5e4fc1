import { capturedOutcome } from "../../captures/outcome/capturedOutcome.ts";
import { isRefusal, refuse } from "../../captures/outcome/refusal.ts";
import { toldOutcome } from "../../captures/telling/toldOutcome.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { announce } from "../announcing/announce.ts";
import { enterPhase } from "../enterPhase.ts";
import { finishCapture, isUnfinished, type EndedCapture } from "./finishCapture.ts";
import { settleTelling } from "./settleTelling.ts";
import type { AlertBrief, AlertOutcome } from "../../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { AlertRequest } from "../../durable/requests/alertRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Has an alert told in exactly one email: its own, another alert's that it has joined, or a digest. */
export function* reportOutcome(
  context: OrchestrationContext,
  request: AlertRequest,
  ends: readonly (CaptureOutcome | EndedCapture)[],
): Generator<Task, AlertOutcome, unknown> {
  const { alert, requestedBy, overrides } = request;
  const brief = {
    ...{ alert: briefOf(request), requestedBy, resolvedAt: null },
    ...{ notifications: [], evidence: [] },
  };
  const digest = yield* enterDigest(context, ends);
  if (digest !== null)
    return { ...brief, ...{ captures: ends.map(unexamined), report: null, reportedIn: digest, joinedBy: 0 } };

  const telling = yield* settleTelling(context, ends);
  if (telling.reportedIn !== null) {
    const { reportedIn, outcome } = telling;
    const captures = ends.map((end) => {
      const own = unexamined(end);
      return isUnfinished(end) && outcome !== null ? toldOutcome(own, outcome) : own;
    });
    return { ...brief, captures, report: null, reportedIn, joinedBy: 0 };
  }

  const captures: CaptureOutcome[] = [];
  for (const end of ends) captures.push(isUnfinished(end) ? yield* finishCapture(context, end) : end);
  const { alerts } = telling;
  const joinedBy = alerts === null ? null : alerts.listed.length + alerts.more;
  const facts = {
    instanceId: context.df.instanceId,
    ...{ alert, requestedBy, overrides, captures },
    ...(alerts !== null && joinedBy !== 0 && { joinedAlerts: alerts }),
  };
  const announced = yield* announce(context, facts, joinedBy);
  return { ...brief, captures, ...announced, reportedIn: null, joinedBy };
}

/** The digest of an alert whose VMs were all refused for the number of captures; null: it is in none. */
function* enterDigest(
  context: OrchestrationContext,
  ends: readonly (CaptureOutcome | EndedCapture)[],
): Generator<Task, string | null, unknown> {
  const captures = ends.filter((end): end is CaptureOutcome => !isUnfinished(end));
  if (captures.length < ends.length || captures.some(({ code }) => code !== "budget")) return null;
  enterPhase(context, { phase: "reporting", awaits: "digest" });
  const entered = yield* call(context, activities.enterDigest, { captures });
  return isRefusal(entered) ? null : entered.digest;
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
