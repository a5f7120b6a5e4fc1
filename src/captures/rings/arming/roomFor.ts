import { armId } from "../../../arm/armId.ts";
import { secondsSince, watcherKey, type GrantRecord } from "../../grants/grantRecord.ts";
import { refuse, type Refusal } from "../../outcome/refusal.ts";
import { isOurs, type SessionOwner } from "../../site/isOurs.ts";
import { ringTimes as times } from "./ringTimes.ts";
import type { CaptureSession } from "../../site/captureSession.ts";
import type { Watcher } from "../../site/watcher.ts";
import type { RingRecord } from "../ringRecord.ts";

interface Room {
  readonly watcher: Watcher;
  readonly sessions: readonly CaptureSession[];
  readonly grants: GrantRecord;
  readonly rings: RingRecord;
  readonly owner: SessionOwner;
  readonly sessionLimit: number;
  readonly now: string;
}

/** A Network Watcher that has no room for another ring. */
export interface FullWatcher {
  readonly refusal: Refusal;
  /** Sessions that count against the share of rings. */
  readonly count: number;
  readonly share: number;
  /** Whether fewer captures would make room: only those beyond their own places take that of a ring. */
  readonly isByCaptures: boolean;
}

/** The places of a Network Watcher that rings leave to the captures of alerts. */
const captureReserve = (sessionLimit: number): number =>
  Math.max(1, Math.min(Math.max(2, Math.ceil(sessionLimit / 10)), sessionLimit - 1));

/**
 * Whether a Network Watcher has no room for another ring; null: it has. Sessions that are just being started
 * count too. Some places are left to captures, and only captures beyond those take the place of a ring.
 */
export function roomFor(room: Room): FullWatcher | null {
  const { watcher, sessions, grants, rings, owner, sessionLimit, now } = room;
  const key = watcherKey(watcher);
  const listed = new Set(sessions.map(({ name }) => armId.folded(name)));
  const isUnlisted = (captureName: string) => !listed.has(armId.folded(captureName));
  const granted = grants.grants.filter(
    (grant) =>
      grant.watcher === key &&
      grant.kept === null &&
      (grant.accepted === null || secondsSince(grant.accepted.at, now) < times.listing) &&
      isUnlisted(grant.captureName),
  );
  const begun = rings.rings.filter(
    (ring) =>
      ring.watcher !== null &&
      watcherKey(ring.watcher) === key &&
      ring.session !== null &&
      isUnlisted(ring.session.captureName),
  );
  const captures = granted.length + sessions.filter((session) => isOurs(session, owner)).length;
  const total = sessions.length + granted.length + begun.length;
  const reserve = captureReserve(sessionLimit);
  const count = total - Math.min(captures, reserve);
  const share = sessionLimit - reserve;
  if (count < share) return null;
  const isByCaptures = captures - reserve > count - share;
  return { refusal: noRoom(watcher.name, total, sessionLimit, reserve), count, share, isByCaptures };
}

/** It may pass: sessions end. */
const noRoom = (watcher: string, count: number, limit: number, reserve: number): Refusal => ({
  ...refuse(
    "session-limit",
    `${watcher} has no room for another ring. It holds ${count.toLocaleString("en-US")} packet captures, those that are just being started included; the limit is ${limit.toLocaleString("en-US")}, and rings leave ${reserve.toLocaleString("en-US")} of them to the captures of alerts. Delete some sessions, or raise CAPTURE_SESSION_LIMIT.`,
  ),
  passing: true,
});
