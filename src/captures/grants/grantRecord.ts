import { armId } from "../../arm/armId.ts";
import { graceSeconds } from "../progress/nextPollSeconds.ts";
import type { Watcher } from "../site/watcher.ts";
import type { Digest, Follower, Grant } from "./grant.ts";

/** All grants of the app, one record for all of its instances. Plain JSON. */
export interface GrantRecord {
  readonly format: typeof format;
  /** Another one after the record was lost. */
  readonly epoch: string;
  /** Counts the changes. */
  readonly sequence: number;
  readonly grants: readonly Grant[];
  /** The latest digest of alerts that were refused; null: there has been none. */
  readonly digest: Digest | null;
}

const format = 1;

/** A grant that nobody has claimed for so long lapses: whoever holds it asks again before it goes on. */
const lapseSeconds = 300;

/**
 * A lapsed grant blocks for so long: its holder may have begun to start the session just before. Longer than
 * a call to Azure and a sign-in may take together (AZURE_TIMEOUT_SECONDS is at most 120).
 */
const quarantineSeconds = 300;

/** The grants of an hour are kept, and those whose capture may still be followed. */
const keptSeconds = 3600;
const mostGrants = 2000;
/** What a report tells of followers is kept for so long after it was read: its step may be repeated. */
const toldSeconds = 1800;

export const emptyRecord = (epoch: string): GrantRecord => ({
  ...{ format, epoch, sequence: 0 },
  ...{ grants: [], digest: null },
});

/** Reads the record; null when it is damaged, or of another version of the app. */
export function readRecord(text: string): GrantRecord | null {
  try {
    const read = JSON.parse(text) as Partial<GrantRecord> | null;
    const isLedger =
      read?.format === format &&
      typeof read.epoch === "string" &&
      Number.isSafeInteger(read.sequence) &&
      Array.isArray(read.grants) &&
      read.grants.every(isGrant) &&
      (read.digest == null || isDigest(read.digest));
    if (!isLedger) return null;
    const record = read as GrantRecord;
    return { ...record, digest: record.digest ?? null, grants: record.grants.map(ofToday) };
  } catch {
    return null;
  }
}

const isFollower = (value: unknown): boolean =>
  typeof value === "string" ||
  (typeof value === "object" && value !== null && "instanceId" in value && "vms" in value);

const isDigest = ({ instanceId, openedAt, dueAt, isClosed }: Digest): boolean =>
  typeof instanceId === "string" && isTime(openedAt) && isTime(dueAt) && typeof isClosed === "boolean";

const isTime = (value: unknown): boolean => typeof value === "string" && !Number.isNaN(Date.parse(value));

function isGrant(value: unknown): value is Grant {
  if (typeof value !== "object" || value === null) return false;
  const { captureName, vmId, watcher, holder, timeLimitSeconds, claimedAt, accepted, followers, leavers } =
    value as Partial<Grant>;
  const { grantedAt = claimedAt, closed = null } = value as Partial<Grant>;
  return (
    [captureName, vmId, watcher, holder?.instanceId].every((text) => typeof text === "string") &&
    typeof timeLimitSeconds === "number" &&
    isTime(claimedAt) &&
    isTime(grantedAt) &&
    (closed === null || (typeof closed.by === "string" && isTime(closed.at))) &&
    (accepted === null || (isTime(accepted?.at) && typeof accepted?.sequence === "number")) &&
    Array.isArray(followers) &&
    followers.every(isFollower) &&
    Array.isArray(leavers)
  );
}

/** An earlier version's record has only the ids of followers, and no time of a grant. */
const ofToday = (grant: Earlier): Grant => ({
  ...grant,
  grantedAt: grant.grantedAt ?? grant.claimedAt,
  closed: grant.closed ?? null,
  followers: grant.followers.map((follower) =>
    typeof follower === "string" ? { instanceId: follower, vms: 0, alert: null } : follower,
  ),
});

type Earlier = Omit<Grant, "grantedAt" | "closed" | "followers"> &
  Partial<Pick<Grant, "grantedAt" | "closed">> & { readonly followers: readonly (Follower | string)[] };

export const watcherKey = ({ subscriptionId, resourceGroup, name }: Watcher): string =>
  armId.folded([subscriptionId, resourceGroup, name].join("/"));

export const grantNamed = ({ grants }: GrantRecord, captureName: string): Grant | undefined =>
  grants.find((grant) => armId.same(grant.captureName, captureName));

export const secondsSince = (time: string, now: string): number =>
  (Date.parse(now) - Date.parse(time)) / 1000;

/** The ledger with some grants changed; the same one when `change` returns each as it is. */
export function withGrants(ledger: GrantRecord, change: (grant: Grant) => Grant | null): GrantRecord {
  const grants = ledger.grants.map(change).filter((grant) => grant !== null);
  const isSame =
    grants.length === ledger.grants.length && grants.every((grant, index) => grant === ledger.grants[index]);
  return isSame ? ledger : { ...ledger, grants };
}

/** The ledger as it stands by now: grants that nobody claims lapse and go, and the oldest are forgotten. */
export function aged(ledger: GrantRecord, now: string): GrantRecord {
  const current = withGrants(ledger, (grant) => {
    const { claimedAt, lapsedAt, accepted, timeLimitSeconds } = grant;
    if (accepted !== null)
      return secondsSince(accepted.at, now) > timeLimitSeconds + graceSeconds + keptSeconds
        ? null
        : onceTold(grant, now);
    if (lapsedAt !== null) return secondsSince(lapsedAt, now) > quarantineSeconds ? null : grant;
    return secondsSince(claimedAt, now) > lapseSeconds ? { ...grant, lapsedAt: now } : grant;
  });
  const surplus = current.grants.length - mostGrants;
  if (surplus <= 0) return current;
  const oldest = current.grants
    .filter(({ accepted }) => accepted !== null)
    .toSorted((a, b) => Date.parse(a.claimedAt) - Date.parse(b.claimedAt))
    .slice(0, surplus);
  return withGrants(current, (grant) => (oldest.includes(grant) ? null : grant));
}

/** The names of alerts that have been told are kept no longer: the record is written anew at every change. */
function onceTold(grant: Grant, now: string): Grant {
  const { closed, followers } = grant;
  if (closed === null || secondsSince(closed.at, now) < toldSeconds) return grant;
  if (followers.every(({ alert }) => alert === null)) return grant;
  return { ...grant, followers: followers.map((follower) => ({ ...follower, alert: null })) };
}
