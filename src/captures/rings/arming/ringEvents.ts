import { armId } from "../../../arm/armId.ts";
import { parseVmId } from "../../../arm/vmId.ts";
import { secondsBetween } from "../../progress/secondsBetween.ts";
import type { EndedSession, LiveSession, Ring } from "../ring.ts";
import type { RingRecord } from "../ringRecord.ts";

type RingEvent = readonly [
  name: "ring.started" | "ring.stopped" | "ring.taken" | "ring.ended" | "ring.failed" | "ring.disarmed",
  fields: Readonly<Record<string, unknown>>,
];

/** What a change of the record means, for the log: each event is logged once, by whoever wrote the change. */
export function ringEvents(before: RingRecord, after: RingRecord): readonly RingEvent[] {
  const earlier = new Map(before.rings.map((ring) => [armId.folded(ring.vmId), ring]));
  const changed = after.rings.flatMap((ring): RingEvent[] => {
    const was = earlier.get(armId.folded(ring.vmId));
    earlier.delete(armId.folded(ring.vmId));
    return was === ring ? [] : eventsOf(was, ring);
  });
  // A scope that can be listed again was never armed.
  const disarmed = [...earlier.values()].filter(({ vmId }) => parseVmId(vmId) !== null);
  const gone = disarmed.map(({ vmId }): RingEvent => ["ring.disarmed", { vmId }]);
  return [...changed, ...gone];
}

function eventsOf(was: Ring | undefined, ring: Ring): RingEvent[] {
  const { vmId, session, ended, fault } = ring;
  const known = new Set(was?.ended.map(({ captureName }) => captureName));
  const events = ended.filter(({ captureName }) => !known.has(captureName)).map((one) => endOf(vmId, one));
  events.push(...strayStops(was, ring));
  if (session !== null) events.push(...sessionEvents(vmId, was?.session ?? null, session));
  if (fault !== null && fault.tries !== (was?.fault?.tries ?? 0)) {
    const { code, tries, retryAt, since } = fault;
    events.push(["ring.failed", { vmId, code, tries, since, retryAt }]);
  }
  return events;
}

/** Sessions that the record did not know, and that the service was just asked to stop. */
function strayStops(was: Ring | undefined, { vmId, strays }: Ring): RingEvent[] {
  const asked = new Set(was?.strays.flatMap((one) => (one.stoppedAt === null ? [] : [one.captureName])));
  const stopped = strays.filter((one) => one.stoppedAt !== null && !asked.has(one.captureName));
  return stopped.map(({ captureName }) => ["ring.stopped", { captureName, vmId, why: "stray" }]);
}

const endOf = (
  vmId: string,
  { captureName, stopReason, startedAt, endedAt, claim }: EndedSession,
): RingEvent => {
  const seconds = Math.round(secondsBetween(startedAt, endedAt) ?? 0);
  return ["ring.ended", { captureName, vmId, stopReason, seconds, takenBy: claim?.instanceId ?? null }];
};

function sessionEvents(vmId: string, before: LiveSession | null, session: LiveSession): RingEvent[] {
  const { captureName, acceptedAt, endsAt, stop, claim } = session;
  const was = before?.captureName === captureName ? before : null;
  const events: RingEvent[] = [];
  if (acceptedAt !== null && was?.acceptedAt == null)
    events.push(["ring.started", { captureName, vmId, endsAt }]);
  if (claim !== null && was?.claim == null)
    events.push(["ring.taken", { captureName, vmId, takenBy: claim.instanceId }]);
  if (stop !== null && was?.stop == null) events.push(["ring.stopped", { captureName, vmId, why: stop.why }]);
  return events;
}
