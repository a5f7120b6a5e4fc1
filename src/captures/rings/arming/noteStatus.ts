import { boundedOrNull } from "../../../redaction/boundedText.ts";
import { captureFailure } from "../../outcome/captureFailure.ts";
import { refuse, type Refusal } from "../../outcome/refusal.ts";
import { hasEnded, type SessionStatus } from "../../site/captureSession.ts";
import { withEnd, withSession, withStray, withStrayEnd } from "./ringNotes.ts";
import { secondsAfter, secondsFrom, ringTimes as times } from "./ringTimes.ts";
import { withFault } from "./withFault.ts";
import type { LiveSession, Ring } from "../ring.ts";

const longestReason = 100;

/** The status of one of a ring's sessions, as it was just told. */
interface StatusNote {
  readonly captureName: string;
  /** Null: the service has no such session. */
  readonly status: SessionStatus | null;
  readonly now: string;
  /** ARMED_SESSION_SECONDS. */
  readonly sessionSeconds: number;
}

/** Notes the status of a session: that it runs, or how it ended, and whether that is a fault. */
export function noteStatus(ring: Ring, note: StatusNote): Ring {
  const { captureName } = note;
  if (ring.session?.captureName === captureName) return ofSession(ring, ring.session, note);
  if (!ring.strays.some((stray) => stray.captureName === captureName)) return ring;
  return withYoungest(ofStray(ring, note), note);
}

function ofSession(ring: Ring, session: LiveSession, { status, now, ...note }: StatusNote): Ring {
  if (status === null) return ofMissing(ring, session, now);
  const end = endOf(status, false);
  if (hasEnded(status)) return withCause(withEnd(ring, session, end, now), session, causeOf(status), now);
  if (status.state === "Running" && !isOverdue(session, now)) {
    const acceptedAt = session.acceptedAt ?? status.startedAt ?? session.intendedAt;
    const endsAt = session.endsAt ?? secondsAfter(acceptedAt, note.sessionSeconds);
    const running = { acceptedAt, endsAt, confirmedAt: session.confirmedAt ?? now, checkedAt: now };
    return withSession(ring, session.captureName, (own) => ({ ...own, ...running }));
  }
  if (isOverdue(session, now)) return withEnd(ring, session, end, now);
  const since = session.acceptedAt ?? session.intendedAt;
  if (session.confirmedAt === null && secondsFrom(since, now) >= times.startingAtMost)
    return withCause(withEnd(ring, session, end, now), session, notStarted(session.captureName), now);
  return withSession(ring, session.captureName, (own) => ({ ...own, checkedAt: now }));
}

/**
 * Whether a session should have ended long ago. The service keeps such ghosts; it is deleted as if it had.
 */
const isOverdue = ({ stop, endsAt }: LiveSession, now: string): boolean =>
  (stop !== null && secondsFrom(stop.at, now) >= times.endingAtMost) ||
  (endsAt !== null && secondsFrom(endsAt, now) >= times.endingAtMost);

function ofMissing(ring: Ring, session: LiveSession, now: string): Ring {
  const isNew = secondsFrom(session.acceptedAt ?? session.intendedAt, now) < times.listing;
  if (isNew) return withSession(ring, session.captureName, (own) => ({ ...own, checkedAt: now }));
  // It was never started.
  if (session.acceptedAt === null) return { ...ring, session: null };
  return withLoss(ring, session, now);
}

/** The service has the VM's session no longer. */
function withLoss(ring: Ring, session: LiveSession, now: string): Ring {
  const gone = withEnd(ring, session, { stopReason: null, startedAt: null, isDeleted: true }, now);
  const lost = refuse(
    "capture-lost",
    `The packet capture ${session.captureName} was deleted while it ran, or its Network Watcher was. See the activity log for who deleted it.`,
  );
  return withCause(gone, session, lost, now);
}

/** A session that failed leaves a fault, unless it was to end anyway. It may pass: a new one is started. */
export function withCause(ring: Ring, session: LiveSession, cause: Refusal | null, now: string): Ring {
  const wasToEnd = session.stop !== null || session.claim !== null || ring.isLeaving;
  return cause === null || wasToEnd ? ring : withFault(ring, { ...cause, passing: true }, now);
}

export const notStarted = (captureName: string): Refusal =>
  refuse(
    "capture-failed",
    `Network Watcher accepted the packet capture ${captureName} but could not start it on the VM.`,
  );

const endOf = ({ stopReason, startedAt }: SessionStatus, isDeleted: boolean) => ({
  stopReason: boundedOrNull(stopReason, longestReason),
  startedAt,
  isDeleted,
});

/** Its time was over, or a person has stopped it: no fault. */
const usual = ["timeexceeded", "manual"];

function causeOf(status: SessionStatus): Refusal | null {
  const failure = captureFailure(status);
  if (failure !== null || usual.includes(status.stopReason?.toLowerCase() ?? "")) return failure;
  return refuse(
    "capture-failed",
    "Network Watcher ended the packet capture before its time, and gave no reason.",
  );
}

function ofStray(ring: Ring, { captureName, status, now }: StatusNote): Ring {
  const stray = ring.strays.find((one) => one.captureName === captureName);
  if (status === null) return { ...ring, strays: ring.strays.filter((one) => one !== stray) };
  const stoppedAt = stray?.stoppedAt ?? null;
  const isGhost = stoppedAt !== null && secondsFrom(stoppedAt, now) >= times.endingAtMost;
  if (hasEnded(status) || isGhost) return withStrayEnd(ring, captureName, endOf(status, false), now);
  const seen = { startedAt: status.startedAt ?? stray?.startedAt ?? now, checkedAt: now };
  return withStray(ring, captureName, (one) => ({ ...one, ...seen }));
}

/** The youngest of the stray sessions becomes the VM's own, where it has none; the others are to stop. */
function withYoungest(ring: Ring, { now, sessionSeconds }: StatusNote): Ring {
  const { strays, session, isLeaving } = ring;
  if (session !== null || isLeaving || strays.some(({ startedAt }) => startedAt === null)) return ring;
  const running = strays.filter(({ stoppedAt }) => stoppedAt === null);
  const [youngest] = running.toSorted((a, b) => (b.startedAt ?? "").localeCompare(a.startedAt ?? ""));
  if (youngest === undefined) return ring;
  const { captureName, startedAt, storagePath } = youngest;
  const since = startedAt ?? now;
  const adopted: LiveSession = {
    ...{ captureName, storagePath, intendedAt: since, acceptedAt: since },
    ...{ confirmedAt: now, checkedAt: now, endsAt: secondsAfter(since, sessionSeconds) },
    ...{ stop: null, claim: null },
  };
  return { ...ring, session: adopted, strays: strays.filter((stray) => stray !== youngest) };
}
