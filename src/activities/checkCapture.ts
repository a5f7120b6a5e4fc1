import { captureFailure } from "../captures/outcome/captureFailure.ts";
import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { secondsBetween } from "../captures/progress/secondsBetween.ts";
import { goneInstances } from "../captures/scaleSet/goneInstances.ts";
import { hasEnded, isQuery } from "../captures/site/captureSession.ts";
import { ledgerIn } from "./sessions/grantLedger.ts";
import { notedGrant } from "./sessions/notedGrant.ts";
import type { Azure } from "../azure/azure.ts";
import type { PacketCaptures } from "../azure/packetCaptures.ts";
import type { Grant } from "../captures/grants/grant.ts";
import type { CaptureSession, SessionStatus } from "../captures/site/captureSession.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { activities, CaptureCheck } from "../durable/activities.ts";
import type { ActivityInvocation, HandlerOf } from "./activityFunction.ts";

export const checkCapture =
  ({ packetCaptures: captures, appStorage }: Azure): HandlerOf<typeof activities.checkCapture> =>
  async ({ watcher, captureName, answerUrl }, invocation) => {
    const status = await (answerUrl === null
      ? captures.status(watcher, captureName)
      : captures.answer(watcher, answerUrl));
    if (status !== null && isQuery(status)) return { ended: false, ...status };
    const grant = () => notedGrant(ledgerIn(appStorage), captureName, invocation.log);
    if (status !== null && hasEnded(status)) {
      const session = { captureName, survived: await hasSurvivors(captures, watcher, captureName, status) };
      return ending(session, status, await grant(), invocation);
    }
    if (status?.state === "Running") return { ended: false };
    // Without a usable status, the resource distinguishes a slow start from a failed one.
    const session = await captures.find(watcher, captureName);
    if (session === null) {
      // The app itself deletes sessions that have ended, to make room.
      const noted = await grant();
      return noted?.kept == null
        ? lost(captureName)
        : ending({ captureName, survived: false }, noted.kept.status, noted, invocation);
    }
    return failedStart(captureName, session) ?? { ended: false };
  };

/**
 * Whether some instances of a scale set have come to the end, although the service tells no reason: it lists
 * those that did not.
 */
async function hasSurvivors(
  captures: PacketCaptures,
  watcher: Watcher,
  captureName: string,
  { state, errors }: SessionStatus,
): Promise<boolean> {
  const gone = goneInstances(errors);
  if (state !== "Stopped" || gone.length === 0 || gone.length < errors.length) return false;
  const session = await captures.find(watcher, captureName);
  return session?.instanceIds?.some((id) => !gone.includes(id)) ?? false;
}

function ending(
  { captureName, survived }: { readonly captureName: string; readonly survived: boolean },
  status: SessionStatus,
  grant: Grant | null,
  { now, instanceId, log }: ActivityInvocation,
): CaptureCheck | Refusal {
  const { state, stopReason, errors, startedAt } = status;
  const lasted = secondsBetween(startedAt, now);
  const seconds = lasted === null ? null : Math.round(lasted);
  log("capture.ended", { captureName, state, stopReason, errors, seconds });
  const failure = captureFailure(status);
  if (failure !== null && !survived) return failure;
  const mayBeReplaced = stopReason?.toLowerCase() === "manual";
  const leavers = (grant?.leavers ?? []).filter((leaver) => leaver.instanceId !== instanceId);
  const replacedBy = mayBeReplaced ? (grant?.replacedBy ?? null) : null;
  return { ended: true, status, seenAt: now, replacedBy, leavers };
}

const lost = (captureName: string): Refusal =>
  refuse(
    "capture-lost",
    `The packet capture ${captureName} was deleted while it ran, or its Network Watcher was. See the activity log for who deleted it.`,
  );

const failedStart = (captureName: string, session: CaptureSession): Refusal | null =>
  session.provisioningState === "Failed"
    ? refuse(
        "capture-failed",
        `Network Watcher accepted the packet capture ${captureName} but could not start it on the VM.`,
      )
    : null;
