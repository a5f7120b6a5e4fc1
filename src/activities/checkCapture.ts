import type { Azure } from "../azure/azure.ts";
import { failureOf } from "../captures/outcome/captureFailure.ts";
import type { CaptureEnd } from "../captures/outcome/capturedOutcome.ts";
import { refuse } from "../captures/outcome/refusal.ts";
import { once } from "../durable/retryPolicy.ts";
import { hasEnded } from "../captures/site/captureSession.ts";
import type { Watcher } from "../captures/site/captureSite.ts";
import { activity, type ActivityHandler } from "./activity.ts";

interface Input {
  readonly watcher: Watcher;
  readonly captureName: string;
}

export type CaptureCheck = { readonly ended: false } | ({ readonly ended: true } & CaptureEnd);

/** Asks whether a capture has ended. Refuses when it is lost or ended in an error; the poll schedule does the retrying. */
export const checkCapture = activity<Input, CaptureCheck>("checkCapture", once);

export const createCheckCapture =
  ({ packetCaptures: captures }: Azure): ActivityHandler<Input, CaptureCheck> =>
  async ({ watcher, captureName }, { now, log }) => {
    const status = await captures.status(watcher, captureName);
    if (status !== null && hasEnded(status)) {
      const { state, stopReason, errors, startedAt } = status;
      log("capture.ended", {
        captureName,
        state,
        stopReason,
        errors,
        seconds: secondsBetween(startedAt, now),
      });
      return failureOf(status) ?? { ended: true, status, seenAt: now };
    }
    if (status?.state === "Running") return { ended: false };
    // No status, or none that says anything: the resource tells a slow start from a failed one.
    const session = await captures.find(watcher, captureName);
    if (session === null)
      return refuse(
        "capture-lost",
        `The packet capture ${captureName} was deleted by someone else while it ran, or its Network Watcher was.`,
      );
    if (session.provisioningState === "Failed")
      return refuse(
        "capture-failed",
        `Network Watcher accepted the packet capture ${captureName} but could not start it on the VM.`,
      );
    return { ended: false };
  };

const secondsBetween = (start: string | null, end: string): number | null =>
  start === null ? null : Math.round((Date.parse(end) - Date.parse(start)) / 1000);
