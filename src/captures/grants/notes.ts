import { armId } from "../../arm/armId.ts";
import { grantNamed, secondsSince, withGrants, type Ledger } from "./ledger.ts";
import type { Grant, KeptSession, Leaver, Replacement } from "./grant.ts";

/** A change of the ledger, and what it comes to. */
export interface Noted<Answer> {
  readonly ledger: Ledger;
  readonly answer: Answer;
}

/** A claim is noted again after so long. */
const claimSeconds = 30;

const change = (ledger: Ledger, captureName: string, to: (grant: Grant) => Grant | null): Ledger =>
  withGrants(ledger, (grant) => (armId.same(grant.captureName, captureName) ? to(grant) : grant));

/** What alerts note in the ledger about a session. Each may be repeated. */
export const notes = {
  /** Claims a grant just before the session is started; false when it has lapsed, or was taken away. */
  claim(ledger: Ledger, captureName: string, now: string): Noted<boolean> {
    const grant = grantNamed(ledger, captureName);
    if (grant?.lapsedAt !== null) return { ledger, answer: false };
    const isFresh = secondsSince(grant.claimedAt, now) < claimSeconds;
    const claimed = isFresh ? ledger : change(ledger, captureName, (own) => ({ ...own, claimedAt: now }));
    return { ledger: claimed, answer: true };
  },

  /** Azure has accepted the session. */
  accept(ledger: Ledger, captureName: string, now: string): Ledger {
    const accepted = { at: now, sequence: ledger.sequence + 1 };
    return change(ledger, captureName, (grant) =>
      grant.accepted === null ? { ...grant, accepted, lapsedAt: null } : grant,
    );
  },

  /** No session will be started. */
  release: (ledger: Ledger, captureName: string): Ledger =>
    change(ledger, captureName, (grant) => (grant.accepted === null ? null : grant)),

  /** Another alert follows the session. */
  follow: (ledger: Ledger, captureName: string, instanceId: string): Ledger =>
    change(ledger, captureName, (grant) =>
      grant.holder.instanceId === instanceId || grant.followers.includes(instanceId)
        ? grant
        : { ...grant, followers: [...grant.followers, instanceId] },
    ),

  /** A later alert stops the session and takes its place. Only the first counts. */
  replace: (ledger: Ledger, captureName: string, by: Replacement): Ledger =>
    change(ledger, captureName, (grant) =>
      grant.replacedBy === null ? { ...grant, replacedBy: by } : grant,
    ),

  /** An alert follows the session no longer. */
  leave: (ledger: Ledger, captureName: string, leaver: Leaver): Ledger =>
    change(ledger, captureName, (grant) =>
      grant.leavers.some(({ instanceId }) => instanceId === leaver.instanceId)
        ? grant
        : { ...grant, leavers: [...grant.leavers, leaver] },
    ),

  /** The app is about to delete the session, whose file is there. */
  keep: (ledger: Ledger, captureName: string, kept: KeptSession): Ledger =>
    change(ledger, captureName, (grant) => (grant.kept === null ? { ...grant, kept } : grant)),
};

/** The instances other than this one that hold or follow the session and have not left it. */
export function othersAt(grant: Grant, instanceId: string): readonly string[] {
  const gone = new Set([instanceId, ...grant.leavers.map((leaver) => leaver.instanceId)]);
  return [grant.holder.instanceId, ...grant.followers].filter((id) => !gone.has(id));
}
