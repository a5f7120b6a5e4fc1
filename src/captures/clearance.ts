import { sameId } from "../alerts/vmId.ts";
import { isOurs } from "./captureName.ts";
import type { FollowedSession } from "./outcomes.ts";
import type { CapturePlan } from "./plan.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { hasEnded, type CaptureSession, type SessionStatus } from "./session.ts";

/** The way is free; or there is a session to follow; or something is being deleted and one must look again. */
export type Clearance =
  { readonly next: "create" } | { readonly next: "wait" } | ({ readonly next: "follow" } & FollowedSession);

/** What has to be done before the way can be judged: ask for the status of some sessions, or delete some of ours. */
export type ClearingStep =
  | { readonly next: "ask"; readonly names: readonly string[] }
  | { readonly next: "remove"; readonly names: readonly string[] };

/** The sessions of a Network Watcher, and what is known of their captures; null: the service has no status of it. */
export interface Situation {
  readonly watcher: string;
  readonly sessions: readonly CaptureSession[];
  readonly statuses: ReadonlyMap<string, SessionStatus | null>;
}

/** The capture that is to be made. */
export interface Intent {
  readonly captureName: string;
  readonly vmId: string;
  readonly plan: CapturePlan;
}

/** Decides how a new capture gets its place. Only finished sessions of ours are deleted, unless the policy says `replace`. */
export function judge(situation: Situation, intent: Intent): Clearance | ClearingStep | Refusal {
  const own = situation.sessions.find(({ name }) => sameId(name, intent.captureName));
  if (own !== undefined) return ownSession(own, intent.vmId);
  return sameVm(situation, intent) ?? roomFor(situation, intent.plan);
}

const isLeaving = ({ provisioningState }: CaptureSession): boolean => provisioningState === "Deleting";
const namesOf = (sessions: readonly CaptureSession[]): readonly string[] => sessions.map(({ name }) => name);

/** The name belongs to this occurrence on this VM alone: a session that bears it is an earlier run of this very alert. */
function ownSession(own: CaptureSession, vmId: string): Clearance | Refusal {
  if (isLeaving(own)) return { next: "wait" };
  if (sameId(own.target, vmId)) return follow(own, false);
  return refuse(
    "conflict",
    `A packet capture named ${own.name} exists already, for ${own.target}. Delete it.`,
  );
}

const follow = ({ name, timeLimitSeconds }: CaptureSession, joined: boolean): Clearance => ({
  next: "follow",
  captureName: name,
  joined,
  timeLimitSeconds,
});

/** What a session of ours on the same VM calls for; null: nothing. */
function sameVm(situation: Situation, { vmId, plan }: Intent): Clearance | ClearingStep | null {
  if (plan.conflictPolicy === "parallel") return null;
  const present = ours(situation, plan).filter(({ target }) => sameId(target, vmId));
  const staying = present.filter((session) => !isLeaving(session));
  const unknown = staying.filter(({ name }) => !situation.statuses.has(name));
  if (unknown.length > 0) return { next: "ask", names: namesOf(unknown) };
  const running = staying.filter((session) => isRunning(situation, session));
  const [first] = running;
  if (plan.conflictPolicy === "join") return first === undefined ? null : follow(first, true);
  if (running.length > 0) return { next: "remove", names: namesOf(running) };
  return present.some(isLeaving) ? { next: "wait" } : null;
}

/** Makes room below the session limit: the oldest finished sessions of ours go first. */
function roomFor(situation: Situation, plan: CapturePlan): Clearance | ClearingStep | Refusal {
  const { sessions, statuses, watcher } = situation;
  const surplus = sessions.length - plan.sessionLimit + 1;
  if (surplus <= 0) return { next: "create" };
  const mine = ours(situation, plan);
  if (mine.some(isLeaving)) return { next: "wait" };
  const unknown = mine.filter(({ name }) => !statuses.has(name));
  if (unknown.length > 0) return { next: "ask", names: namesOf(unknown) };
  const finished = mine.filter((session) => !isRunning(situation, session));
  if (finished.length < surplus) return noRoom(watcher, sessions.length, plan.sessionLimit);
  const startOf = ({ name }: CaptureSession): string => statuses.get(name)?.startedAt ?? "";
  const oldestFirst = finished.toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
  return { next: "remove", names: namesOf(oldestFirst.slice(0, surplus)) };
}

const ours = ({ sessions }: Situation, { namePrefix }: CapturePlan): readonly CaptureSession[] =>
  sessions.filter((session) => isOurs(session, namePrefix));

const isRunning = ({ statuses }: Situation, { name }: CaptureSession): boolean => {
  const status = statuses.get(name) ?? null;
  return status !== null && !hasEnded(status);
};

const noRoom = (watcher: string, count: number, limit: number): Refusal =>
  refuse(
    "session-limit",
    `${watcher} holds ${count} packet captures, the limit is ${limit}, and too few of ours have ended to make room. Delete some (az network watcher packet-capture delete), or raise CAPTURE_SESSION_LIMIT.`,
  );
