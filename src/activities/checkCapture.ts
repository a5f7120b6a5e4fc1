import { captureFailure } from "../captures/outcome/captureFailure.ts";
import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { secondsBetween } from "../captures/progress/secondsBetween.ts";
import { hasEnded, isQuery } from "../captures/site/captureSession.ts";
import { findReplacement } from "./sessions/findReplacement.ts";
import type { Azure } from "../azure/azure.ts";
import type { CaptureSession } from "../captures/site/captureSession.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const checkCapture =
  (
    { packetCaptures: captures }: Azure,
    { conflictPolicy, namePrefix }: Config,
  ): HandlerOf<typeof activities.checkCapture> =>
  async ({ watcher, captureName, answerUrl }, { now, log }) => {
    const status = await (answerUrl === null
      ? captures.status(watcher, captureName)
      : captures.answer(watcher, answerUrl));
    if (status !== null && isQuery(status)) return { ended: false, ...status };
    if (status !== null && hasEnded(status)) {
      const { state, stopReason, errors, startedAt } = status;
      const lasted = secondsBetween(startedAt, now);
      const seconds = lasted === null ? null : Math.round(lasted);
      log("capture.ended", { captureName, state, stopReason, errors, seconds });
      const failure = captureFailure(status);
      if (failure !== null) return failure;
      const mayBeReplaced = conflictPolicy === "replace" && stopReason?.toLowerCase() === "manual";
      const ended = { captureName, startedAt, namePrefix };
      const replacedBy = mayBeReplaced ? await findReplacement(captures, watcher, ended) : null;
      return { ended: true, status, seenAt: now, replacedBy };
    }
    if (status?.state === "Running") return { ended: false };
    // Without a usable status, the resource distinguishes a slow start from a failed one.
    return goneOrFailed(captureName, await captures.find(watcher, captureName)) ?? { ended: false };
  };

function goneOrFailed(captureName: string, session: CaptureSession | null): Refusal | null {
  if (session === null)
    return refuse(
      "capture-lost",
      `The packet capture ${captureName} was deleted while it ran, or its Network Watcher was. See the activity log for who deleted it.`,
    );
  if (session.provisioningState !== "Failed") return null;
  return refuse(
    "capture-failed",
    `Network Watcher accepted the packet capture ${captureName} but could not start it on the VM.`,
  );
}
