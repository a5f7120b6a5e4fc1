import { armId } from "../../arm/armId.ts";
import { refuse, type Refusal } from "../outcome/refusal.ts";
import { graceSeconds } from "../progress/nextPollSeconds.ts";
import { hasEnded, type CaptureSession, type SessionStatus, type StatusQuery } from "./captureSession.ts";
import { isOurs } from "./isOurs.ts";
import type { CapturePlan } from "../plan/capturePlan.ts";
import type { FollowedSession } from "./followedSession.ts";

/** A query of a session's status that is not answered yet. */
export interface SessionQuery extends StatusQuery {
  readonly captureName: string;
}

/**
 * A capture can be created; or there is a session to follow; or a deletion is under way, or queries are not
 * answered yet, and the check must be repeated.
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
interface Situation {
  readonly watcher: string;
  readonly sessions: readonly CaptureSession[];
  readonly statuses: ReadonlyMap<string, SessionStatus | null>;
}

/** The capture to be created. */
interface Intent {
  /** ISO 8601. */
  readonly now: string;
  readonly captureName: string;
  readonly vmId: string;
  readonly plan: CapturePlan;
}

/**
 * Decides how to make room for a new capture. Only our own sessions are ever touched: finished ones are
 * deleted, and running ones are stopped under the policy `replace`.
 */
export function decideClearance(situation: Situation, intent: Intent): Clearance | ClearingStep | Refusal {
  const own = situation.sessions.find(({ name }) => armId.same(name, intent.captureName));
  if (own !== undefined) return ownSession(own, intent);
  return sameVm(situation, intent) ?? roomFor(situation, intent);
}

const isLeaving = ({ provisioningState }: CaptureSession): boolean => provisioningState === "Deleting";
const namesOf = (sessions: readonly CaptureSession[]): readonly string[] => sessions.map(({ name }) => name);

/**
 * The name is unique to this occurrence on this VM: a session that has it is an earlier run of this very
 * alert.
 */
function ownSession(own: CaptureSession, { vmId, plan }: Intent): Clearance | Refusal {
  if (isLeaving(own)) return { next: "wait" };
  if (armId.same(own.target, vmId)) return follow(own, false, plan);
  return refuse("conflict", `Another session has our name: ${own.name}, for ${own.target}. Delete it.`);
}

const follow = (session: CaptureSession, joined: boolean, plan: CapturePlan): Clearance => ({
  next: "follow",
  captureName: session.name,
  joined,
  limits: session.limits ?? plan.limits,
});

/** The decision that our own sessions on the same VM require; null: none. */
function sameVm(situation: Situation, intent: Intent): Clearance | ClearingStep | Refusal | null {
  const { vmId, plan } = intent;
  if (plan.conflictPolicy === "parallel" && plan.cooldownSeconds === 0) return null;
  const present = ours(situation, plan).filter(({ target }) => armId.same(target, vmId));
  const staying = present.filter((session) => !isLeaving(session));
  const unknown = staying.filter(({ name }) => !situation.statuses.has(name));
  if (unknown.length > 0) return { next: "ask", names: namesOf(unknown), closely: true };
  const running = staying.filter((session) => isRunning(situation, session, intent.now));
  const [first] = running;
  if (first !== undefined && plan.conflictPolicy === "join") return follow(first, true, plan);
  if (first !== undefined && plan.conflictPolicy === "replace")
    return { next: "stop", names: namesOf(running) };
  return cooling(situation, intent, staying);
}

/** Refuses a VM whose last capture started within the cooldown. */
function cooling(
  { statuses }: Situation,
  intent: Intent,
  sessions: readonly CaptureSession[],
): Refusal | null {
  const { cooldownSeconds } = intent.plan;
  const earliest = Date.parse(intent.now) - cooldownSeconds * 1000;
  const recent = sessions.find(({ name }) => Date.parse(statuses.get(name)?.startedAt ?? "") > earliest);
  if (cooldownSeconds === 0 || recent === undefined) return null;
  return refuse(
    "cooldown",
    `This VM was captured less than ${cooldownSeconds} seconds ago, as ${recent.name}. See its report.`,
  );
}

/** Makes room below the session limit by deleting the oldest of our own finished sessions. */
function roomFor(situation: Situation, { plan, now }: Intent): Clearance | ClearingStep | Refusal {
  const { sessions, statuses, watcher } = situation;
  const surplus = sessions.length - plan.sessionLimit + 1;
  if (surplus <= 0) return { next: "create" };
  const mine = ours(situation, plan);
  if (mine.some(isLeaving)) return { next: "wait" };
  const unknown = mine.filter(({ name }) => !statuses.has(name));
  // The service answers at once for a session that has ended, and only those are of use here.
  if (unknown.length > 0) return { next: "ask", names: namesOf(unknown), closely: false };
  const finished = mine.filter((session) => !isRunning(situation, session, now));
  if (finished.length < surplus) return noRoom(watcher, sessions.length, plan.sessionLimit);
  const startOf = ({ name }: CaptureSession): string => statuses.get(name)?.startedAt ?? "";
  const oldestFirst = finished.toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
  return { next: "remove", names: namesOf(oldestFirst.slice(0, surplus)) };
}

const ours = ({ sessions }: Situation, { namePrefix }: CapturePlan): readonly CaptureSession[] =>
  sessions.filter((session) => isOurs(session, namePrefix));

/**
 * A session in an unknown state counts as running only until its time limit: the service keeps such ghosts.
 */
function isRunning({ statuses }: Situation, { name, limits }: CaptureSession, now: string): boolean {
  const status = statuses.get(name) ?? null;
  if (status === null || hasEnded(status)) return false;
  if (status.state !== "Unknown") return true;
  const longest = (limits?.timeLimitSeconds ?? 0) + graceSeconds;
  return Date.parse(status.startedAt ?? "") + longest * 1000 > Date.parse(now);
}

const noRoom = (watcher: string, count: number, limit: number): Refusal =>
  refuse(
    "session-limit",
    `${watcher} holds ${count} packet captures; the limit is ${limit}. Too few of ours have ended to make room. Delete some (az network watcher packet-capture delete), or raise CAPTURE_SESSION_LIMIT.`,
  );
