import { armId } from "../../../arm/armId.ts";
import { secondsAfter, ringTimes as times } from "./ringTimes.ts";
import { withFault } from "./withFault.ts";
import type { Refusal } from "../../outcome/refusal.ts";
import type { TargetVm } from "../../site/targetVm.ts";
import type { Watcher } from "../../site/watcher.ts";
import type { EndedSession, LiveSession, Ring, StopReason } from "../ring.ts";

/** Sessions that are remembered after their end; older ones that still exist come back as stray ones. */
const mostEnded = 12;

/** What is noted about a ring. Each note may be repeated. */
export const ringNotes = {
  /** A session is about to be started. The same ring where that must not be, or has been noted before. */
  intend(
    ring: Ring,
    order: { readonly captureName: string; readonly vm: TargetVm; readonly watcher: Watcher },
    now: string,
  ): Ring {
    if (ring.session !== null || ring.isLeaving || ring.strays.length > 0) return ring;
    const session: LiveSession = {
      ...{ captureName: order.captureName, intendedAt: now },
      ...{ acceptedAt: null, confirmedAt: null, checkedAt: null, endsAt: null },
      ...{ storagePath: null, stop: null, claim: null },
    };
    return { ...ring, vmId: order.vm.id, watcher: order.watcher, session };
  },

  /** Azure has accepted the session that was about to be started. */
  accept: (ring: Ring, captureName: string, now: string, sessionSeconds: number): Ring =>
    withSession(ring, captureName, (session) =>
      session.acceptedAt === null
        ? { ...session, acceptedAt: now, endsAt: secondsAfter(now, sessionSeconds) }
        : session,
    ),

  /** Azure has refused the session: there is none. */
  withdraw(ring: Ring, captureName: string, refusal: Refusal, now: string): Ring {
    const isIt = ring.session?.acceptedAt === null && armId.same(ring.session.captureName, captureName);
    return withFault(isIt ? { ...ring, session: null } : ring, refusal, now);
  },

  /** The service has been asked to stop a session. Null: a stray one. */
  stop(ring: Ring, captureName: string, why: StopReason | null, now: string): Ring {
    if (why === null)
      return withStray(ring, captureName, (stray) => ({
        ...stray,
        ...{ stoppedAt: stray.stoppedAt ?? now, askedAt: now },
      }));
    return withSession(ring, captureName, (session) => ({
      ...session,
      stop: { at: session.stop?.at ?? session.claim?.at ?? now, why: session.stop?.why ?? why, askedAt: now },
    }));
  },

  /** The service has been asked to delete a session, or has it no longer. */
  removed: (ring: Ring, captureName: string): Ring =>
    withEnded(ring, captureName, (ended) => ({ ...ended, isDeleted: true })),

  /** It has refused to. */
  removeLater: (ring: Ring, captureName: string, now: string): Ring =>
    withEnded(ring, captureName, (ended) => ({
      ...ended,
      keptUntil: secondsAfter(now, times.removingAgain),
    })),
};

/** How a session ended. */
interface SessionEnd {
  readonly stopReason: string | null;
  readonly startedAt: string | null;
  /** The service no longer has it. */
  readonly isDeleted: boolean;
}

/** The VM's session has ended. */
export function withEnd(ring: Ring, session: LiveSession, end: SessionEnd, now: string): Ring {
  const { captureName, storagePath, claim, stop, endsAt } = session;
  const seen = endsAt !== null && endsAt < now ? endsAt : now;
  const ended: EndedSession = {
    ...{ captureName, storagePath, claim },
    startedAt: end.startedAt ?? session.acceptedAt ?? session.intendedAt,
    endedAt: stop?.at ?? claim?.at ?? seen,
    stopReason: end.stopReason,
    keptUntil: claim === null ? now : secondsAfter(claim.at, times.claimed),
    isDeleted: end.isDeleted,
  };
  return { ...ring, session: null, ended: [...ring.ended, ended].slice(-mostEnded) };
}

/** A stray session has ended. */
export function withStrayEnd(ring: Ring, captureName: string, end: SessionEnd, now: string): Ring {
  const stray = ring.strays.find((one) => one.captureName === captureName);
  if (stray === undefined) return ring;
  const strays = ring.strays.filter((one) => one !== stray);
  const ended: EndedSession = {
    ...{ captureName, storagePath: stray.storagePath, claim: null },
    startedAt: end.startedAt ?? stray.startedAt ?? now,
    endedAt: stray.stoppedAt ?? now,
    ...{ stopReason: end.stopReason, keptUntil: now, isDeleted: end.isDeleted },
  };
  return { ...ring, strays, ended: [...ring.ended, ended].slice(-mostEnded) };
}

export function withSession(
  ring: Ring,
  captureName: string,
  change: (session: LiveSession) => LiveSession,
): Ring {
  const { session } = ring;
  if (session === null || !armId.same(session.captureName, captureName)) return ring;
  const changed = change(session);
  return changed === session ? ring : { ...ring, session: changed };
}

export const withStray = (
  ring: Ring,
  captureName: string,
  change: (stray: Ring["strays"][number]) => Ring["strays"][number],
): Ring => ({
  ...ring,
  strays: ring.strays.map((stray) => (stray.captureName === captureName ? change(stray) : stray)),
});

const withEnded = (ring: Ring, captureName: string, change: (ended: EndedSession) => EndedSession): Ring => ({
  ...ring,
  ended: ring.ended.map((one) => (armId.same(one.captureName, captureName) ? change(one) : one)),
});
