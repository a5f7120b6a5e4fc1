import { parseVmId } from "../../../arm/vmId.ts";
import { renewalLead } from "./renewalLead.ts";
import { secondsAfter, secondsFrom, ringTimes as times } from "./ringTimes.ts";
import type { EndedSession, LiveSession, Ring, StopReason, StraySession } from "../ring.ts";

/** What the ring of a VM needs next. */
export type RingStep =
  /** Start a session, or the one that was to be started, if that has not come about. */
  | { readonly kind: "start" }
  /** Query a status. `isRoutine`: nothing waits for it. */
  | { readonly kind: "check"; readonly captureName: string; readonly isRoutine: boolean }
  /** Ask the service to stop a session. Null: a stray one, beside the VM's own. */
  | { readonly kind: "stop"; readonly captureName: string; readonly why: StopReason | null }
  /** Delete a session that has ended. */
  | { readonly kind: "remove"; readonly captureName: string };

/** Nothing, before the time; null: without a time, nothing at all. */
interface RingPause {
  readonly kind: "wait";
  readonly until: string;
}

/**
 * Decides what the ring of a VM needs next; null: nothing now. A session is started only where none of ours
 * may still run, so that a VM never has two.
 */
export function nextStep(ring: Ring, now: string): RingStep | null {
  const step = anyStep(ring, now);
  return step?.kind === "wait" ? null : step;
}

/** When a step is due again of a ring that ends; null where it does not. */
export function pauseSeconds(ring: Ring, now: string): number | null {
  const step = anyStep(ring, now);
  return step?.kind === "wait" ? Math.max(0, -secondsFrom(step.until, now)) : null;
}

function anyStep(ring: Ring, now: string): RingStep | RingPause | null {
  // A scope whose VMs cannot be listed.
  if (parseVmId(ring.vmId) === null) return null;
  const ofStrays = ring.strays.map((stray) => ofStray(stray, now));
  const stray = ofStrays.find(({ kind }) => kind !== "wait");
  if (stray !== undefined) return stray;
  const own = ring.session === null ? null : ofSession(ring.session, ring, now);
  if (own !== null && own.kind !== "wait") return own;
  const rest = removal(ring, now) ?? (isFree(ring) ? starting(ring, now) : null);
  return rest ?? own ?? ofStrays[0] ?? null;
}

/** Whether none of our sessions may run on the VM. */
const isFree = ({ session, strays }: Ring): boolean => session === null && strays.length === 0;

const check = (captureName: string, isRoutine = false): RingStep => ({
  kind: "check",
  captureName,
  isRoutine,
});

/** A check, but not so soon after the last look. */
const unhurried = (captureName: string, looked: string, now: string): RingStep | RingPause =>
  secondsFrom(looked, now) < times.ending
    ? { kind: "wait", until: secondsAfter(looked, times.ending) }
    : check(captureName);

/** One that is not the VM's ring is stopped, once it is known which is the younger. */
function ofStray(stray: StraySession, now: string): RingStep | RingPause {
  const { captureName, startedAt, askedAt, checkedAt } = stray;
  if (startedAt === null) return check(captureName);
  if (askedAt === null) return { kind: "stop", captureName, why: null };
  return ofEnding({ captureName, checkedAt, stop: { askedAt, why: null } }, now);
}

function ofSession(session: LiveSession, ring: Ring, now: string): RingStep | RingPause | null {
  const { captureName, stop, endsAt, intendedAt, checkedAt } = session;
  const why = reasonToStop(session, ring, now);
  if (session.acceptedAt === null)
    return why === null ? starting(ring, now) : unhurried(captureName, checkedAt ?? intendedAt, now);
  if (stop !== null) return ofEnding({ ...session, stop }, now);
  if (why !== null) return { kind: "stop", captureName, why };
  if (endsAt !== null && secondsFrom(endsAt, now) >= 0) return check(captureName);
  return ofRunning(session, now);
}

/** Why a session is to end; null: it is not. */
function reasonToStop(
  { claim, endsAt, acceptedAt }: LiveSession,
  ring: Ring,
  now: string,
): StopReason | null {
  if (claim !== null) return "alert";
  if (ring.isLeaving) return "left";
  if (endsAt === null || acceptedAt === null) return null;
  const lead = renewalLead(ring.vmId, secondsFrom(acceptedAt, endsAt));
  return secondsFrom(endsAt, now) >= -lead ? "renewal" : null;
}

/** A session that was asked to stop. */
interface EndingSession extends Pick<LiveSession, "captureName" | "checkedAt"> {
  readonly stop: { readonly askedAt: string; readonly why: StopReason | null };
}

function ofEnding({ captureName, stop, checkedAt }: EndingSession, now: string): RingStep | RingPause {
  const looked = checkedAt !== null && checkedAt > stop.askedAt ? checkedAt : stop.askedAt;
  // It is looked at before it is asked again.
  return looked !== stop.askedAt && secondsFrom(stop.askedAt, now) >= times.stoppingAgain
    ? { kind: "stop", captureName, why: stop.why }
    : unhurried(captureName, looked, now);
}

function ofRunning({ captureName, acceptedAt, confirmedAt, checkedAt }: LiveSession, now: string) {
  const isConfirmed = confirmedAt !== null;
  // A list lacked it.
  if (isConfirmed && checkedAt === null) return check(captureName);
  const since = secondsFrom(checkedAt ?? acceptedAt ?? now, now);
  return since >= (isConfirmed ? times.checking : times.confirming) ? check(captureName, isConfirmed) : null;
}

function removal({ ended }: Ring, now: string): RingStep | null {
  const due = (session: EndedSession) => !session.isDeleted && secondsFrom(session.keptUntil, now) >= 0;
  const next = ended.find(due);
  return next === undefined ? null : { kind: "remove", captureName: next.captureName };
}

function starting({ isLeaving, fault }: Ring, now: string): RingStep | null {
  if (isLeaving || (fault !== null && secondsFrom(fault.retryAt, now) < 0)) return null;
  return { kind: "start" };
}
