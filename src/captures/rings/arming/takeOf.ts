import { secondsAfter, secondsFrom, ringTimes as times } from "./ringTimes.ts";
import type { EndedSession, LiveSession, Ring, RingClaim } from "../ring.ts";
import type { RingSession } from "../takenRing.ts";

/** What an alert gets of a ring. */
interface Take {
  readonly ring: Ring;
  /** Oldest first. */
  readonly sessions: readonly RingSession[];
  /** The session that is to be stopped now; null: none is. */
  readonly toStop: string | null;
  readonly problem: string | null;
}

/**
 * Takes the ring for an alert. A repeated call gets the same; no other alert gets the session that runs. One
 * that ended shortly before goes with it: its packets are older, and may be what the alert is about.
 */
export function takeOf(ring: Ring, claim: RingClaim): Take {
  const { session, ended } = ring;
  const own = [...ended, ...(session === null ? [] : [session])].findLast(
    (one) => one.claim?.instanceId === claim.instanceId,
  );
  if (own === undefined && session?.claim != null)
    return nothing(ring, "Another alert has just taken the ring of this VM; the next one has not begun.");
  const at = own?.claim?.at ?? claim.at;
  const recent = ended.filter((one) => one !== own && isRecent(one, at)).map(ofEnded);
  if (own !== undefined && own !== session && "endedAt" in own)
    return { ring, sessions: [...recent, ofEnded(own)], toStop: null, problem: null };
  if (session === null)
    return recent.length > 0
      ? { ring: withClaims(ring, claim, at), sessions: recent, toStop: null, problem: null }
      : nothing(ring, whyNone(ring));
  const claimed = withClaims({ ...ring, session: { ...session, claim: session.claim ?? claim } }, claim, at);
  const toStop = session.stop === null ? session.captureName : null;
  return { ring: claimed, sessions: [...recent, ofLive(session, at)], toStop, problem: null };
}

const nothing = (ring: Ring, problem: string): Take => ({ ring, sessions: [], toStop: null, problem });

const whyNone = ({ fault }: Ring): string =>
  fault === null
    ? "The ring of this VM had not begun yet."
    : `This VM had no ring when the capture began. ${fault.hint}`;

const isRecent = ({ endedAt }: EndedSession, at: string): boolean =>
  endedAt <= at && secondsFrom(endedAt, at) < times.recent;

const ofEnded = ({ captureName, startedAt, endedAt, storagePath }: EndedSession): RingSession => ({
  ...{ captureName, startedAt, storagePath },
  stoppedAt: endedAt,
});

const ofLive = (session: LiveSession, at: string): RingSession => ({
  captureName: session.captureName,
  startedAt: session.acceptedAt ?? session.intendedAt,
  stoppedAt: session.stop?.at ?? at,
  storagePath: session.storagePath,
});

/** Those that ended before are kept too, for the alert to see that they have. */
function withClaims(ring: Ring, claim: RingClaim, at: string): Ring {
  const claimed = (one: EndedSession): EndedSession =>
    one.claim === null && isRecent(one, at)
      ? { ...one, claim, keptUntil: secondsAfter(claim.at, times.claimed) }
      : one;
  return { ...ring, ended: ring.ended.map(claimed) };
}
