import { armId } from "../../arm/armId.ts";
import { cooldownRefusal } from "../grants/decideGrant.ts";
import { grantNamed, secondsSince, type GrantRecord } from "../grants/grantRecord.ts";
import { refuse, type Refusal } from "../outcome/refusal.ts";
import { graceSeconds } from "../progress/nextPollSeconds.ts";
import { hasEnded, type CaptureSession, type SessionStatus, type StatusQuery } from "./captureSession.ts";
import { isMadeLikeOurs, isOurs, type SessionOwner } from "./isOurs.ts";
import { joinable } from "./joinable.ts";
import type { CapturePlan } from "../plan/capturePlan.ts";
import type { FollowedSession } from "./followedSession.ts";

/** A query of a session's status that is not answered yet. */
export interface SessionQuery extends StatusQuery {
  readonly captureName: string;
}

/**
 * A capture can be created; or there is a session to follow; or a deletion or another start is under way, or
 * queries are not answered yet, and the check must be repeated.
 */
export type Clearance =
  | { readonly next: "create" }
  | { readonly next: "wait" }
  | { readonly next: "listen"; readonly queries: readonly SessionQuery[] }
  | ({ readonly next: "follow" } & FollowedSession);

/** What has to be done before a decision. */
type ClearingStep =
  /** Query the status of some sessions. `closely`: also wait for the answers that come late. */
  | { readonly next: "ask"; readonly names: readonly string[]; readonly closely: boolean }
  /** Stop some of our own. */
  | { readonly next: "stop"; readonly names: readonly string[] }
  /** Delete some of our own. */
  | { readonly next: "remove"; readonly names: readonly string[] };

/**
 * The sessions of a Network Watcher and the statuses queried so far; null: the service has no status for it.
 */
export interface Situation {
  readonly watcher: string;
  readonly sessions: readonly CaptureSession[];
  readonly statuses: ReadonlyMap<string, SessionStatus | null>;
  /** As it was before the sessions were listed. */
  readonly ledger: GrantRecord;
  /** Our own that have just been asked to stop. */
  readonly stopping: ReadonlySet<string>;
}

/** The capture to be created. */
export interface Intent {
  /** ISO 8601. */
  readonly now: string;
  /** When the alert arrived, ISO 8601. */
  readonly arrivedAt: string;
  readonly captureName: string;
  readonly vmId: string;
  /** Of a scale set: the instances that are to be captured; absent for a VM. */
  readonly instanceIds?: readonly string[];
  readonly plan: CapturePlan;
  readonly owner: SessionOwner;
}

/** A session for which room is made. */
interface RoomIntent extends Pick<Intent, "now" | "owner"> {
  readonly plan: Pick<CapturePlan, "sessionLimit">;
}

/**
 * Decides what the sessions of the same VM require before a new capture. Only our own sessions are ever
 * touched: running ones are stopped under the policy `replace`. "create" means that nothing is in the way
 * here; the grant decides.
 */
export function decideClearance(situation: Situation, intent: Intent): Clearance | ClearingStep | Refusal {
  const own = situation.sessions.find(({ name }) => armId.same(name, intent.captureName));
  if (own !== undefined) return ownSession(own, intent);
  return sameVm(situation, intent) ?? { next: "create" };
}

const isLeaving = ({ provisioningState }: CaptureSession): boolean => provisioningState === "Deleting";
const namesOf = (sessions: readonly CaptureSession[]): readonly string[] => sessions.map(({ name }) => name);

/**
 * The name is unique to this occurrence on this VM: a session that has it is an earlier run of this very
 * alert, unless it is made as none of ours is.
 */
function ownSession(own: CaptureSession, { vmId, plan, owner }: Intent): Clearance | Refusal {
  if (!armId.same(own.target, vmId) || !isMadeLikeOurs(own, owner)) return nameTaken(own);
  return isLeaving(own) ? { next: "wait" } : follow(own, false, plan);
}

const nameTaken = ({ name, target, storageId, guestPath }: CaptureSession): Refusal =>
  refuse(
    "conflict",
    `Another session has our name: ${name}, for ${target}, which writes to ${storageId ?? guestPath ?? "nowhere"}. Somebody else made it. Delete it.`,
  );

const follow = (session: CaptureSession, joined: boolean, plan: CapturePlan): Clearance => ({
  next: "follow",
  captureName: session.name,
  joined,
  limits: session.limits ?? plan.limits,
});

/** The decision that our own sessions on the same VM require; null: none. */
function sameVm(situation: Situation, intent: Intent): Clearance | ClearingStep | Refusal | null {
  const { vmId, instanceIds, plan, arrivedAt, now } = intent;
  if (plan.conflictPolicy === "parallel" && plan.cooldownSeconds === 0) return null;
  const present = ours(situation, intent).filter(({ target }) => armId.same(target, vmId));
  const staying = present.filter((session) => !isLeaving(session));
  const unknown = staying.filter(({ name }) => !situation.statuses.has(name));
  if (unknown.length > 0) return { next: "ask", names: namesOf(unknown), closely: true };
  const running = staying.filter((session) => isRunning(situation, session, now));
  if (plan.conflictPolicy === "join") {
    const fitting = (session: CaptureSession) => {
      const status = situation.statuses.get(session.name) ?? null;
      // Its alerts are being told: another one would be in no report.
      if ((grantNamed(situation.ledger, session.name)?.closed ?? null) !== null) return false;
      if (status === null || !(hasEnded(status) || running.includes(session))) return false;
      const startedAt = startOf(situation, session);
      return joinable({ session, status, startedAt }, plan.limits, arrivedAt, instanceIds);
    };
    const joined = running.find(fitting) ?? staying.find(fitting);
    if (joined !== undefined) return follow(joined, true, plan);
    if (running.some((session) => isJustBegun(situation, session, now))) return { next: "wait" };
  }
  const refusal = cooling(situation, intent, staying);
  if (refusal !== null) return refusal;
  return running.length > 0 && plan.conflictPolicy === "replace"
    ? { next: "stop", names: namesOf(running) }
    : null;
}

/** When a session started; null: not known. */
const startOf = ({ statuses, ledger }: Situation, { name }: CaptureSession): string | null =>
  statuses.get(name)?.startedAt ?? grantNamed(ledger, name)?.accepted?.at ?? null;

/** Refuses a VM whose last capture started within the cooldown. */
function cooling(
  situation: Situation,
  { now, plan: { cooldownSeconds } }: Intent,
  sessions: readonly CaptureSession[],
): Refusal | null {
  const earliest = Date.parse(now) - cooldownSeconds * 1000;
  const recent = sessions.find((session) => Date.parse(startOf(situation, session) ?? "") > earliest);
  return cooldownSeconds === 0 || recent === undefined ? null : cooldownRefusal(cooldownSeconds, recent.name);
}

/**
 * Makes room below the session limit by deleting the oldest of our own finished sessions. `count`: sessions
 * that exist or are about to.
 */
export function decideRoom(
  situation: Situation,
  intent: RoomIntent,
  count: number,
): Exclude<Clearance, { next: "create" }> | ClearingStep | Refusal {
  const { sessionLimit } = intent.plan;
  const surplus = count - sessionLimit + 1;
  const mine = ours(situation, intent);
  if (mine.some(isLeaving)) return { next: "wait" };
  const unknown = mine.filter(({ name }) => !situation.statuses.has(name));
  // The service answers at once for a session that has ended, and only those are of use here.
  if (unknown.length > 0) return { next: "ask", names: namesOf(unknown), closely: false };
  const finished = mine.filter(
    (session) => !situation.stopping.has(session.name) && !isRunning(situation, session, intent.now),
  );
  if (finished.length < surplus)
    return situation.stopping.size > 0 ? { next: "wait" } : noRoom(situation.watcher, count, sessionLimit);
  const start = (session: CaptureSession): string => startOf(situation, session) ?? "";
  const oldestFirst = finished.toSorted((a, b) => start(a).localeCompare(start(b)));
  return { next: "remove", names: namesOf(oldestFirst.slice(0, surplus)) };
}

const ours = ({ sessions }: Situation, { owner }: Pick<Intent, "owner">): readonly CaptureSession[] =>
  sessions.filter((session) => isOurs(session, owner));

/**
 * A session in an unknown state counts as running only until its time limit: the service keeps such ghosts.
 */
function isRunning(situation: Situation, session: CaptureSession, now: string): boolean {
  const { name, limits } = session;
  if (situation.stopping.has(name)) return false;
  if (isJustBegun(situation, session, now)) return true;
  const status = situation.statuses.get(name) ?? null;
  if (status === null || hasEnded(status)) return false;
  if (status.state !== "Unknown") return true;
  const longest = (limits?.timeLimitSeconds ?? 0) + graceSeconds;
  return Date.parse(status.startedAt ?? "") + longest * 1000 > Date.parse(now);
}

/** For so long the service may have no usable status of a session that it has accepted. */
const beginningSeconds = 60;

/** Whether a session has just been accepted and its status does not say yet how it is. */
function isJustBegun({ statuses, ledger }: Situation, { name }: CaptureSession, now: string): boolean {
  const status = statuses.get(name) ?? null;
  if (status !== null && status.state !== "Unknown") return false;
  const accepted = grantNamed(ledger, name)?.accepted ?? null;
  return accepted !== null && secondsSince(accepted.at, now) < beginningSeconds;
}

const noRoom = (watcher: string, count: number, limit: number): Refusal =>
  refuse(
    "session-limit",
    `${watcher} holds ${count.toLocaleString("en-US")} packet captures, those that are just being started included; the limit is ${limit.toLocaleString("en-US")}. Too few of ours have ended to make room. Delete some of them, or raise CAPTURE_SESSION_LIMIT.`,
  );
