import { armId } from "../../../arm/armId.ts";
import { secondsSince, watcherKey, type GrantRecord } from "../../grants/grantRecord.ts";
import { refuse, type Refusal } from "../../outcome/refusal.ts";
import { ringTimes as times } from "./ringTimes.ts";
import type { CaptureSession } from "../../site/captureSession.ts";
import type { Watcher } from "../../site/watcher.ts";
import type { RingRecord } from "../ringRecord.ts";

interface Room {
  readonly watcher: Watcher;
  readonly sessions: readonly CaptureSession[];
  readonly grants: GrantRecord;
  readonly rings: RingRecord;
  readonly sessionLimit: number;
  readonly now: string;
}

/** Refuses a session beyond the limit of the Network Watcher. Those that are just being started count too. */
export function roomFor({ watcher, sessions, grants, rings, sessionLimit, now }: Room): Refusal | null {
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
  const count = sessions.length + granted.length + begun.length;
  return count < sessionLimit ? null : noRoom(watcher.name, count, sessionLimit);
}

const noRoom = (watcher: string, count: number, limit: number): Refusal =>
  refuse(
    "session-limit",
    `${watcher} holds ${count.toLocaleString("en-US")} packet captures, those that are just being started included; the limit is ${limit.toLocaleString("en-US")}. Delete some of them, or raise CAPTURE_SESSION_LIMIT.`,
  );
