import { armId } from "../../../arm/armId.ts";
import { parseVmId } from "../../../arm/vmId.ts";
import { watcherKey } from "../../grants/grantRecord.ts";
import { isRing } from "../ringName.ts";
import { isGone } from "./isGone.ts";
import { notStarted, withCause } from "./noteStatus.ts";
import { withEnd, withSession } from "./ringNotes.ts";
import { secondsAfter, secondsFrom, ringTimes as times } from "./ringTimes.ts";
import { withFault } from "./withFault.ts";
import type { Refusal } from "../../outcome/refusal.ts";
import type { CaptureSession } from "../../site/captureSession.ts";
import type { SessionOwner } from "../../site/isOurs.ts";
import type { EndedSession, LiveSession, Ring } from "../ring.ts";
import type { RingRecord } from "../ringRecord.ts";

/** The sessions of a Network Watcher. */
export interface WatcherList {
  readonly watcher: NonNullable<Ring["watcher"]>;
  readonly sessions: readonly CaptureSession[];
}

/** What a survey has found. */
interface SurveyFacts {
  /** The VMs that are to be armed. */
  readonly vmIds: readonly string[];
  /** Scopes that could not be listed, and the first VM beyond the most that are armed. */
  readonly problems: readonly { readonly id: string; readonly refusal: Refusal }[];
  /** Whether that is all of them: only then has any VM left the set. */
  readonly isComplete: boolean;
  readonly lists: readonly WatcherList[];
  readonly owner: Pick<SessionOwner, "namePrefix" | "storageAccountId">;
  /** ARMED_SESSION_SECONDS. */
  readonly sessionSeconds: number;
  readonly now: string;
}

/** The record as it stands by what a survey has found; the same one when nothing has changed. */
export function reconcile(record: RingRecord, facts: SurveyFacts): RingRecord {
  const wanted = new Set(facts.vmIds.map(armId.folded));
  const troubled = new Set(facts.problems.map(({ id }) => armId.folded(id)));
  const kept = record.rings.flatMap((ring) => {
    const key = armId.folded(ring.vmId);
    const listed = facts.lists.find(({ watcher }) => isAt(ring, watcher));
    const current = listed === undefined ? ring : withList(ring, listed.sessions, facts);
    const isBlank = current.session === null && current.strays.length + current.ended.length === 0;
    if (troubled.has(key) && isBlank) return troubledRing(current, facts);
    // A scope that can be listed again.
    if (parseVmId(ring.vmId) === null) return [];
    const isLeaving = wanted.has(key) ? false : facts.isComplete || ring.isLeaving;
    const member = isLeaving === current.isLeaving ? current : { ...current, isLeaving };
    return isGone(member) && !isShown(member, listed) ? [] : settled(member, facts.now);
  });
  const known = new Set(kept.map(({ vmId }) => armId.folded(vmId)));
  const added = newRings(facts, known);
  const isSame = kept.length === record.rings.length && kept.every((ring, at) => ring === record.rings[at]);
  return isSame && added.length === 0 ? record : { ...record, rings: [...kept, ...added] };
}

const isAt = ({ watcher }: Ring, other: WatcherList["watcher"]): boolean =>
  watcher !== null && watcherKey(watcher) === watcherKey(other);

/** Whether the service may still have a session of the ring: a deletion that it has accepted may fail. */
function isShown({ watcher, ended }: Ring, listed: WatcherList | undefined): boolean {
  if (watcher === null || ended.length === 0) return false;
  const isOf = (name: string) => ended.some(({ captureName }) => armId.same(captureName, name));
  return listed === undefined || listed.sessions.some(({ name }) => isOf(name));
}

/** Rings of VMs that are new in the set, and sessions of ours on VMs that are not in it. */
function newRings({ vmIds, problems, lists, owner, now }: SurveyFacts, known: ReadonlySet<string>): Ring[] {
  const rings = new Map<string, Ring>();
  const add = (vmId: string, facts: Partial<Ring>): void => {
    const key = armId.folded(vmId);
    if (known.has(key) || rings.has(key)) return;
    rings.set(key, { ...blank(vmId, now), ...facts });
  };
  for (const vmId of vmIds) add(vmId, {});
  for (const { id, refusal } of problems) add(id, { fault: withFault(blank(id, now), refusal, now).fault });
  for (const { watcher, sessions } of lists)
    for (const session of sessions)
      // The next survey lists its sessions.
      if (isRing(session, owner) && !isLeavingAzure(session))
        add(session.target, { watcher, isLeaving: true, strays: [strayOf(session)] });
  return [...rings.values()];
}

const blank = (vmId: string, now: string): Ring => ({
  ...{ vmId, watcher: null, armedAt: now, isLeaving: false },
  ...{ session: null, ended: [], strays: [], fault: null },
});

/** Its fault is counted as often as it would be tried again. */
const troubledRing = (ring: Ring, { problems, now }: SurveyFacts): Ring => {
  const problem = problems.find(({ id }) => armId.same(id, ring.vmId));
  const isDue = ring.fault === null || secondsFrom(ring.fault.retryAt, now) >= 0;
  return problem === undefined || !isDue ? ring : withFault(ring, problem.refusal, now);
};

/** A fault ends when the ring has run for some time. */
function settled(ring: Ring, now: string): Ring {
  const { fault, session } = ring;
  const since = session?.confirmedAt == null || session.stop !== null ? null : session.acceptedAt;
  const isOver = fault !== null && since !== null && secondsFrom(since, now) >= times.sound;
  return isOver ? { ...ring, fault: null } : ring;
}

const isLeavingAzure = ({ provisioningState }: CaptureSession): boolean => provisioningState === "Deleting";

const strayOf = ({ name, fileUrl }: CaptureSession) => ({
  ...{ captureName: name, storagePath: fileUrl },
  ...{ startedAt: null, stoppedAt: null, askedAt: null, checkedAt: null },
});

/** The ring as the list of its Network Watcher shows it. */
export function withList(
  ring: Ring,
  sessions: readonly CaptureSession[],
  facts: Pick<SurveyFacts, "owner" | "now" | "sessionSeconds">,
): Ring {
  const { owner, now } = facts;
  const named = new Map(sessions.map((session) => [armId.folded(session.name), session]));
  const find = (captureName: string) => named.get(armId.folded(captureName));
  const own =
    ring.session === null ? ring : ofSession(ring, ring.session, find(ring.session.captureName), facts);
  const ended = sameOr(
    own.ended,
    own.ended.filter((one) => !isForgotten(one, now)).map((one) => ofEnded(one, find(one.captureName), now)),
  );
  const known = new Set(
    [...(own.session === null ? [] : [own.session]), ...ended].map((one) => armId.folded(one.captureName)),
  );
  const unknown = sessions.filter(
    (one) =>
      isRing(one, owner) &&
      armId.same(one.target, ring.vmId) &&
      !known.has(armId.folded(one.name)) &&
      !isLeavingAzure(one),
  );
  const strays = sameOr(
    own.strays,
    unknown.map((one) => own.strays.find(({ captureName }) => captureName === one.name) ?? strayOf(one)),
  );
  return ended === own.ended && strays === own.strays ? own : { ...own, ended, strays };
}

const sameOr = <Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] =>
  before.length === after.length && before.every((item, at) => item === after[at]) ? before : after;

function ofSession(
  ring: Ring,
  session: LiveSession,
  listed: CaptureSession | undefined,
  { now, sessionSeconds, owner }: Pick<SurveyFacts, "now" | "sessionSeconds" | "owner">,
): Ring {
  const { acceptedAt, intendedAt, captureName } = session;
  if (listed === undefined)
    return acceptedAt === null || secondsFrom(acceptedAt, now) < times.listing
      ? ring
      : withDoubt(ring, session);
  if (listed.provisioningState === "Failed") {
    const ended = withEnd(ring, session, { stopReason: null, startedAt: null, isDeleted: false }, now);
    return withCause(ended, session, notStarted(captureName), now);
  }
  if (isLeavingAzure(listed)) return ring;
  const accepted = acceptedAt ?? intendedAt;
  const planned = session.endsAt ?? secondsAfter(accepted, sessionSeconds);
  // It writes where no alert looks for its files: CAPTURE_STORAGE_ACCOUNT_ID was changed.
  const isAstray = !armId.same(listed.storageId ?? "", owner.storageAccountId);
  const endsAt = isAstray && planned > now ? now : planned;
  if (acceptedAt !== null && listed.fileUrl === session.storagePath && endsAt === session.endsAt) return ring;
  return withSession(ring, captureName, (own) => ({
    ...{ ...own, acceptedAt: accepted, endsAt },
    storagePath: listed.fileUrl,
  }));
}

/** A list can be incomplete: the session is looked at before it counts as lost. */
const withDoubt = (ring: Ring, session: LiveSession): Ring =>
  withSession(ring, session.captureName, (own) =>
    own.checkedAt === null ? own : { ...own, checkedAt: null },
  );

/** Nobody asks any more for a session that ended some time ago and is gone. */
const isForgotten = ({ isDeleted, endedAt, keptUntil }: EndedSession, now: string): boolean =>
  isDeleted && secondsFrom(endedAt, now) >= times.recent && secondsFrom(keptUntil, now) >= 0;

/** A deletion that the service has accepted may still fail. */
function ofEnded(ended: EndedSession, listed: CaptureSession | undefined, now: string): EndedSession {
  if (listed === undefined) return ended.isDeleted ? ended : { ...ended, isDeleted: true };
  const isBack =
    ended.isDeleted && !isLeavingAzure(listed) && secondsFrom(ended.keptUntil, now) >= times.listing;
  return isBack ? { ...ended, isDeleted: false, keptUntil: now } : ended;
}
