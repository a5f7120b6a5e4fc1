import { ringState } from "./ringState.ts";
import type { Ring } from "./ring.ts";
import type { RingRecord } from "./ringRecord.ts";

/** The answer of `GET /api/armed` (ArmedVms). `now` is ISO 8601. */
export const armedVmsOf = ({ rings }: RingRecord, now: string) => ({
  vms: rings.filter(({ isLeaving }) => !isLeaving).map((ring) => armedVm(ring, now)),
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
