import { blankOutcome } from "../outcome/blankOutcome.ts";
import { captureFailure } from "../outcome/captureFailure.ts";
import { refuse, type Refusal } from "../outcome/refusal.ts";
import {
  hasEnded,
  isQuery,
  type CaptureSession,
  type SessionStatus,
  type StatusQuery,
} from "../site/captureSession.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";
import type { TargetVm } from "../site/targetVm.ts";

/** A session of an interrupted alert, as Azure shows it now. */
interface LocatedSession {
  readonly session: CaptureSession;
  /** Null where the service has none for it. */
  readonly status: SessionStatus | StatusQuery | null;
  /** Size of its file in storage; null where that is not there, or not readable. */
  readonly bytes: number | null;
  readonly joined: boolean;
  /** Region of the VM. */
  readonly location: string | null;
  /** When it was expected to end, ISO 8601. */
  readonly endsAt: string | null;
}

/** The outcome of a capture whose own alert no longer follows it: where it is, and whether it still runs. */
export function locatedOutcome(vm: TargetVm | string, located: LocatedSession): CaptureOutcome {
  const { session, status, bytes, joined } = located;
  const { name: captureName, limits, fileUrl, guestPath } = session;
  const facts = {
    ...blankOutcome(vm),
    ...{ captureName, joined, fileUrl, guestPath, bytes },
    ...(limits !== null && { limits: withoutFilters(limits), filters: limits.filters }),
  };
  const ended = status !== null && !isQuery(status) && hasEnded(status) ? status : null;
  if (ended === null) return { ...facts, code: "unexpected", hint: runningHint(located) };
  const { stopReason, startedAt } = ended;
  const failure = captureFailure(ended);
  if (failure !== null) return { ...facts, stopReason, startedAt, code: failure.refused, hint: failure.hint };
  return { ...facts, stopReason, startedAt, outcome: "captured", hint: endedHint(located) };
}

const withoutFilters = ({
  timeLimitSeconds,
  maxBytes,
  bytesPerPacket,
}: NonNullable<CaptureSession["limits"]>) => ({
  timeLimitSeconds,
  maxBytes,
  bytesPerPacket,
});

/** The service answers the status of a running session only later, and of one that it starts not at all. */
function runningHint({ session, location, endsAt, status }: LocatedSession): string {
  const { name, limits, fileUrl, guestPath } = session;
  const seconds =
    limits === null
      ? ""
      : `, for at most ${limits.timeLimitSeconds.toLocaleString("en-US")} seconds from its start`;
  const until = endsAt === null ? seconds : `, until ${endsAt} at the latest`;
  const state = status === null ? "has no status yet, or runs" : "is still running";
  const place = fileUrl ?? guestPath;
  const file = place === null ? "" : ` Its file will be ${place}.`;
  const stop = `az network watcher packet-capture stop --location ${location ?? "<region>"} --name ${name}`;
  return `The packet capture ${name} ${state}${until}, and the app no longer follows it.${file} To stop it: ${stop}`;
}

const endedHint = ({ session: { fileUrl }, bytes }: LocatedSession): string =>
  fileUrl !== null && bytes === null
    ? "The capture has ended. Its file was not found in storage; it may still be uploaded."
    : "The capture has ended. Its file was not analyzed.";

/** No session was found under the name that this alert's would have. */
export const missingSession = (captureName: string | null): Refusal =>
  refuse(
    "unexpected",
    captureName === null
      ? "The alert's data cannot be read, so the name of its packet capture is unknown. See Network Watcher's packet captures."
      : `Network Watcher has no packet capture ${captureName}: it had not been started, or was deleted since.`,
  );
