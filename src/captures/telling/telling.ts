import { grantNamed, withGrants, type GrantRecord } from "../grants/grantRecord.ts";
import { mostListed, notes, type Noted } from "../grants/notes.ts";
import type { Follower, Grant } from "../grants/grant.ts";
import type { JoinedAlerts } from "./joinedAlerts.ts";

/** An alert that is about to report. */
interface Reporter {
  /** Its own instance id, not that of one of its VMs. */
  readonly instanceId: string;
  /** The sessions that it has held or followed. */
  readonly captureNames: readonly string[];
  /** Alerts that were to tell this one, and have ended without doing so. */
  readonly untoldBy: readonly string[];
}

/**
 * "tell": it sends a report, which tells other alerts too; null: nothing is known of them. "wait": another
 * alert's report is to tell this one.
 */
export type Telling =
  | { readonly next: "tell"; readonly alerts: JoinedAlerts | null }
  | { readonly next: "wait"; readonly teller: string };

/** The alert that an orchestration belongs to; that of a VM has the alert's id and a number. */
const alertOf = ({ instanceId }: { readonly instanceId: string }): string => instanceId.replace(/:\d+$/, "");

/** The followers that have not left. */
const staying = ({ followers, leavers }: Grant): readonly Follower[] => {
  const gone = new Set(leavers.map(({ instanceId }) => instanceId));
  return followers.filter(({ instanceId }) => !gone.has(instanceId));
};

/** The alert whose report tells a session: the one that holds it, or the first that has not left it. */
function tellerOf(grant: Grant): string | null {
  if (grant.closed !== null) return grant.closed.by;
  const { holder, leavers } = grant;
  const hasLeft = leavers.some(({ instanceId }) => instanceId === holder.instanceId);
  const first = hasLeft ? staying(grant)[0] : holder;
  return first === undefined ? null : alertOf(first);
}

/** The followers of some sessions, by their alerts; a teller tells itself as it does anyway. */
function followersAt(grants: readonly Grant[], teller: string): ReadonlyMap<string, readonly Follower[]> {
  const byAlert = new Map<string, Follower[]>();
  for (const follower of grants.flatMap(staying)) {
    const alert = alertOf(follower);
    if (alert !== teller) byAlert.set(alert, [...(byAlert.get(alert) ?? []), follower]);
  }
  return byAlert;
}

/** An alert of several VMs is told elsewhere only when all of them are. */
const isWhole = (followers: readonly Follower[]): boolean => followers.length === followers[0]?.vms;

/** Who tells whom. All of it is decided in the ledger, so that each alert is told once. */
export const telling = {
  /**
   * Decides who tells an alert that is about to report. One that tells others closes their list: nobody joins
   * or leaves its sessions any more. May be repeated.
   */
  settle(ledger: GrantRecord, { instanceId, captureNames, untoldBy }: Reporter, now: string): Noted<Telling> {
    const known = captureNames.map((name) => grantNamed(ledger, name)).filter((grant) => grant !== undefined);
    const own = known.filter((grant) => tellerOf(grant) === instanceId);
    if (own.length > 0) {
      const closed = withGrants(ledger, (grant) =>
        own.includes(grant) && grant.closed === null
          ? { ...grant, closed: { by: instanceId, at: now } }
          : grant,
      );
      return { ledger: closed, answer: { next: "tell", alerts: listOf(closed, instanceId) } };
    }
    const [teller = null, ...more] = new Set(known.map(tellerOf));
    if (teller !== null && more.length === 0 && !untoldBy.includes(teller))
      if (telling.isMeantFor(ledger, teller, instanceId)) return { ledger, answer: { next: "wait", teller } };
    const alerts = known.length < captureNames.length ? null : { listed: [], more: 0 };
    return { ledger, answer: { next: "tell", alerts } };
  },

  /** Whether an alert is still to be told, or is being told, by the other. */
  isMeantFor(ledger: GrantRecord, teller: string, instanceId: string): boolean {
    const grants = ledger.grants.filter((grant) => tellerOf(grant) === teller);
    return isWhole(followersAt(grants, teller).get(instanceId) ?? []);
  },

  /** Whether an alert is in the closed list of the other. */
  isListed: (ledger: GrantRecord, teller: string, instanceId: string): boolean =>
    isWhole(followersAt(closedBy(ledger, teller), teller).get(instanceId) ?? []),

  /**
   * An alert that can no longer report leaves the sessions that it only followed. The answer: who has closed
   * a list with it by now.
   */
  withdraw(ledger: GrantRecord, instanceId: string, now: string): Noted<readonly string[]> {
    const own = ledger.grants.flatMap((grant) =>
      staying(grant)
        .filter((follower) => alertOf(follower) === instanceId)
        .map((follower) => ({ grant, follower })),
    );
    const left = own.reduce(
      (current, { grant, follower }) =>
        notes.leave(current, grant.captureName, {
          ...{ instanceId: follower.instanceId, rule: follower.alert?.rule ?? null, at: now },
        }),
      ledger,
    );
    const tellers = new Set(own.map(({ grant }) => grant.closed?.by).filter((id) => id !== undefined));
    return {
      ledger: left,
      answer: [...tellers].filter((teller) => telling.isListed(ledger, teller, instanceId)),
    };
  },
};

const closedBy = ({ grants }: GrantRecord, teller: string): readonly Grant[] =>
  grants.filter(({ closed }) => closed?.by === teller);

function listOf(ledger: GrantRecord, teller: string): JoinedAlerts {
  const told = [...followersAt(closedBy(ledger, teller), teller).values()].filter(isWhole);
  const listed = told
    .map(([follower]) => follower?.alert ?? null)
    .filter((alert) => alert !== null)
    .slice(0, mostListed);
  return { listed, more: told.length - listed.length };
}
