import { armId } from "../../arm/armId.ts";
import { refuse, type Refusal } from "../outcome/refusal.ts";
import { aged, grantNamed, secondsSince, withGrants, type GrantRecord } from "./grantRecord.ts";
import type { CapturePlan } from "../plan/capturePlan.ts";
import type { Grant, Speaker } from "./grant.ts";

/** What an alert asks for, and what it has just seen. */
export interface GrantRequest {
  readonly captureName: string;
  readonly vmId: string;
  /** See watcherKey. */
  readonly watcher: string;
  readonly speaker: Speaker;
  readonly plan: CapturePlan;
  /** ISO 8601, no later than the list. */
  readonly now: string;
  /** CAPTURES_PER_HOUR; 0: no ceiling. */
  readonly capturesPerHour: number;
  /** A person asks for it: it counts, and is never refused for the number. */
  readonly isOnDemand: boolean;
  /** Names of all sessions of the Network Watcher, strangers' included. */
  readonly listed: readonly string[];
  /** The ledger as it was read before the list was asked for. */
  readonly seen: Pick<GrantRecord, "epoch" | "sequence">;
}

/**
 * "wait": another alert is starting a capture of this VM. "full": the Network Watcher holds, or is about to
 * hold, so many sessions.
 */
export type GrantAnswer =
  { readonly next: "create" } | { readonly next: "wait" } | { readonly next: "full"; readonly count: number };

interface GrantDecision {
  readonly ledger: GrantRecord;
  readonly answer: GrantAnswer | Refusal;
}

/** A list may lack a session for so long after Azure has accepted it. */
const listingSeconds = 60;

/**
 * Decides VM, cooldown, captures per hour and session limit in one step. A session that Azure has accepted
 * before the list was asked for is in the list; every other one is in the ledger. So sessions and grants
 * together are never fewer than what exists.
 */
export function decideGrant(current: GrantRecord, request: GrantRequest): GrantDecision {
  const { captureName, plan, now, watcher } = request;
  const ledger = aged(current, now);
  const listed = new Set(request.listed.map(armId.folded));
  const others = ledger.grants.filter((grant) => !armId.same(grant.captureName, captureName));
  const isListed = (grant: Grant) => listed.has(armId.folded(grant.captureName));
  const unlisted = others.filter((grant) => !isListed(grant) && mayExist(grant, ledger, request));
  const answer =
    vmDecision(others, unlisted, request) ??
    budgetRefusal(ledger, others, request) ??
    roomDecision(
      listed.size + unlisted.filter((grant) => grant.watcher === watcher).length,
      plan.sessionLimit,
    );
  if (!("next" in answer) || answer.next !== "create") return { ledger, answer };
  return { ledger: granted(ledger, request), answer };
}

/** Whether a session that the list does not show exists, or may come to exist. */
function mayExist({ accepted, kept }: Grant, ledger: GrantRecord, { seen, now }: GrantRequest): boolean {
  if (accepted === null) return true;
  if (kept !== null) return false;
  const isNewer = seen.epoch !== ledger.epoch || accepted.sequence > seen.sequence;
  return isNewer || secondsSince(accepted.at, now) < listingSeconds;
}

/** The decision that other captures of this VM require; null: none. */
function vmDecision(
  others: readonly Grant[],
  unlisted: readonly Grant[],
  { vmId, plan, now }: GrantRequest,
): GrantAnswer | Refusal | null {
  const { conflictPolicy, cooldownSeconds } = plan;
  if (conflictPolicy === "parallel" && cooldownSeconds === 0) return null;
  const isHere = (grant: Grant) => armId.same(grant.vmId, vmId);
  if (unlisted.some(isHere)) return { next: "wait" };
  const recent = others
    .filter(isHere)
    .find(({ accepted }) => accepted !== null && secondsSince(accepted.at, now) < cooldownSeconds);
  return recent === undefined ? null : cooldownRefusal(cooldownSeconds, recent.captureName);
}

export const cooldownRefusal = (seconds: number, captureName: string): Refusal =>
  refuse(
    "cooldown",
    `This VM was captured less than ${seconds} seconds ago, as ${captureName}. See its report.`,
  );

const hourSeconds = 3600;

/** Refuses an alert beyond the captures of the last hour; null: there are fewer, or it has its grant. */
function budgetRefusal(
  ledger: GrantRecord,
  others: readonly Grant[],
  { captureName, capturesPerHour, isOnDemand, now }: GrantRequest,
): Refusal | null {
  if (capturesPerHour === 0 || isOnDemand || grantNamed(ledger, captureName) !== undefined) return null;
  const recent = others.filter(({ grantedAt }) => secondsSince(grantedAt, now) < hourSeconds);
  if (recent.length < capturesPerHour) return null;
  return refuse(
    "budget",
    `The app has started ${recent.length} captures within an hour, and CAPTURES_PER_HOUR is ${capturesPerHour}. This VM was not captured.`,
  );
}

const roomDecision = (count: number, limit: number): GrantAnswer =>
  count < limit ? { next: "create" } : { next: "full", count };

/** The ledger with the grant; a repeated request finds its own. */
function granted(ledger: GrantRecord, request: GrantRequest): GrantRecord {
  const { captureName, vmId, watcher, speaker, plan, now } = request;
  const own = grantNamed(ledger, captureName);
  if (own !== undefined)
    return withGrants(ledger, (grant) =>
      grant === own ? { ...own, claimedAt: now, lapsedAt: null, kept: null } : grant,
    );
  const grant: Grant = {
    captureName,
    vmId: armId.folded(vmId),
    watcher,
    holder: speaker,
    timeLimitSeconds: plan.limits.timeLimitSeconds,
    grantedAt: now,
    claimedAt: now,
    lapsedAt: null,
    accepted: null,
    followers: [],
    leavers: [],
    replacedBy: null,
    kept: null,
    closed: null,
  };
  return { ...ledger, grants: [...ledger.grants, grant] };
}
