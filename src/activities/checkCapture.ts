import { captureFailure } from "../captures/outcome/captureFailure.ts";
import { refuse } from "../captures/outcome/refusal.ts";
import { secondsBetween } from "../captures/progress/secondsBetween.ts";
import { hasEnded } from "../captures/site/captureSession.ts";
import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const checkCapture =
  ({ packetCaptures: captures }: Azure): HandlerOf<typeof activities.checkCapture> =>
  async ({ watcher, captureName }, { now, log }) => {
    const status = await captures.status(watcher, captureName);
    if (status !== null && hasEnded(status)) {
      const { state, stopReason, errors, startedAt } = status;
      const lasted = secondsBetween(startedAt, now);
      const seconds = lasted === null ? null : Math.round(lasted);
      log("capture.ended", { captureName, state, stopReason, errors, seconds });
      return captureFailure(status) ?? { ended: true, status, seenAt: now };
    }
    if (status?.state === "Running") return { ended: false };
    // Without a usable status, the resource distinguishes a slow start from a failed one.
    const session = await captures.find(watcher, captureName);
    if (session === null)
      return refuse(
        "capture-lost",
        `The packet capture ${captureName} was deleted while it ran, or its Network Watcher was. See the activity log for who deleted it.`,
      );
    if (session.provisioningState === "Failed")
      return refuse(
        "capture-failed",
        `Network Watcher accepted the packet capture ${captureName} but could not start it on the VM.`,
      );
    return { ended: false };
  };
