import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { enterPhase } from "../enterPhase.ts";
import { isUnfinished, type EndedCapture } from "./endedCapture.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** The digest of an alert whose VMs were all refused for the number of captures; null: it is in none. */
export function* toldInDigest(
  context: OrchestrationContext,
  ends: readonly (CaptureOutcome | EndedCapture)[],
): Generator<Task, string | null, unknown> {
  const captures = ends.filter((end): end is CaptureOutcome => !isUnfinished(end));
  if (captures.length < ends.length || captures.some(({ code }) => code !== "budget")) return null;
  enterPhase(context, { phase: "reporting", awaits: "digest" });
  const entered = yield* call(context, activities.enterDigest, { captures });
  return isRefusal(entered) ? null : entered.digest;
}
