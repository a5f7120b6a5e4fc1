import { armId } from "../../arm/armId.ts";
import { grantNamed, secondsSince, withGrants, type GrantRecord } from "./grantRecord.ts";
import type { Follower, Grant, KeptSession, Leaver, Replacement } from "./grant.ts";

/** A change of the ledger, and what it comes to. */
export interface Noted<Answer> {
  readonly ledger: GrantRecord;
  readonly answer: Answer;
}

/** Followers of whom a report tells rule, severity and time; the others are counted. */
export const mostListed = 200;

/** A claim is noted again after so long. */
const claimSeconds = 30;

const change = (ledger: GrantRecord, captureName: string, to: (grant: Grant) => Grant | null): GrantRecord =>
  withGrants(ledger, (grant) => (armId.same(grant.captureName, captureName) ? to(grant) : grant));

/** What alerts note in the ledger about a session. Each may be repeated. */
export const notes = {
  /** Claims a grant just before the session is started; false when it has lapsed, or was taken away. */
  claim(ledger: GrantRecord, captureName: string, now: string): Noted<boolean> {
    const grant = grantNamed(ledger, captureName);
    if (grant?.lapsedAt !== null) return { ledger, answer: false };
    const isFresh = secondsSince(grant.claimedAt, now) < claimSeconds;
    const claimed = isFresh ? ledger : change(ledger, captureName, (own) => ({ ...own, claimedAt: now }));
    return { ledger: claimed, answer: true };
  },

  /** Azure has accepted the session. */
  accept(ledger: GrantRecord, captureName: string, now: string): GrantRecord {
    const accepted = { at: now, sequence: ledger.sequence + 1 };
    return change(ledger, captureName, (grant) =>
      grant.accepted === null ? { ...grant, accepted, lapsedAt: null } : grant,
    );
  },

  /** No session will be started. */
  release: (ledger: GrantRecord, captureName: string): GrantRecord =>
    change(ledger, captureName, (grant) => (grant.accepted === null ? null : grant)),

  /** Another alert follows the session; false when the report that tells its alerts is being sent. */
  follow(ledger: GrantRecord, captureName: string, follower: Follower): Noted<boolean> {
    const grant = grantNamed(ledger, captureName);
    if (grant === undefined || isFollowedBy(grant, follower.instanceId)) return { ledger, answer: true };
    if (grant.closed !== null) return { ledger, answer: false };
    const noted = grant.followers.length < mostListed ? follower : { ...follower, alert: null };
    const followers = [...grant.followers, noted];
    return { ledger: change(ledger, captureName, (own) => ({ ...own, followers })), answer: true };
  },

  /** A later alert stops the session and takes its place. Only the first counts. */
  replace: (ledger: GrantRecord, captureName: string, by: Replacement): GrantRecord =>
    change(ledger, captureName, (grant) =>
      grant.replacedBy === null ? { ...grant, replacedBy: by } : grant,
    ),

  /** An alert follows the session no longer. Once the session's alerts are being told, nobody leaves. */
  leave: (ledger: GrantRecord, captureName: string, leaver: Leaver): GrantRecord =>
    change(ledger, captureName, (grant) =>
      grant.closed !== null || grant.leavers.some(({ instanceId }) => instanceId === leaver.instanceId)
        ? grant
        : { ...grant, leavers: [...grant.leavers, leaver] },
    ),

  /** The app is about to delete the session, whose file is there. */
  keep: (ledger: GrantRecord, captureName: string, kept: KeptSession): GrantRecord =>
    change(ledger, captureName, (grant) => (grant.kept === null ? { ...grant, kept } : grant)),
};

const isFollowedBy = ({ holder, followers }: Grant, id: string): boolean =>
  holder.instanceId === id || followers.some(({ instanceId }) => instanceId === id);

/** The instances other than this one that hold or follow the session and have not left it. */
export function othersAt(grant: Grant, instanceId: string): readonly string[] {
  const gone = new Set([instanceId, ...grant.leavers.map((leaver) => leaver.instanceId)]);
  return [grant.holder, ...grant.followers].map((one) => one.instanceId).filter((id) => !gone.has(id));
}
