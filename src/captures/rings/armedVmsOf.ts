import { isGone } from "./arming/isGone.ts";
import { ringState } from "./ringState.ts";
import type { Ring } from "./ring.ts";
import type { RingRecord } from "./ringRecord.ts";

/** The answer of `GET /api/armed` (ArmedVms). `now` is ISO 8601. */
export const armedVmsOf = ({ rings }: RingRecord, now: string) => ({
  vms: rings
    .filter((ring) => !isGone(ring))
    .map((ring) => (ring.isLeaving ? leavingVm(ring) : armedVm(ring, now))),
});

function armedVm(ring: Ring, now: string) {
  const { vmId, session, fault } = ring;
  const { state, since } = ringState(ring);
  const begunAt = session?.acceptedAt ?? null;
  const covers = begunAt === null ? 0 : (Date.parse(now) - Date.parse(begunAt)) / 1000;
  return {
    vmId,
    // One that ends makes room for the next.
    state: state === "stopping" ? ("starting" as const) : state,
    since,
    coversSeconds: state === "running" || state === "starting" ? Math.max(0, Math.floor(covers)) : 0,
    error: state === "failed" ? (fault?.hint ?? null) : null,
  };
}

const isStopping = "It is armed no longer and is being stopped.";
const isToBeDeleted = "It is armed no longer. Its session has ended and is still to be deleted.";

/** A VM that is being disarmed. No alert gets anything of its ring. */
function leavingVm(ring: Ring) {
  const { vmId, session, strays, ended, fault } = ring;
  const told = { vmId, since: ringState(ring).since, coversSeconds: 0 };
  if (session === null && strays.length === 0) {
    const since = ended.at(-1)?.endedAt ?? told.since;
    return { ...told, state: "failed" as const, since, error: isToBeDeleted };
  }
  const isAsked = session?.stop !== null && strays.every(({ stoppedAt }) => stoppedAt !== null);
  return fault === null || isAsked
    ? { ...told, state: "running" as const, error: isStopping }
    : { ...told, state: "failed" as const, since: fault.since, error: fault.hint };
}
