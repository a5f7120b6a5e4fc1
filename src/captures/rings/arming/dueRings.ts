import { nextStep } from "./nextStep.ts";
import type { Ring } from "../ring.ts";
import type { RingRecord } from "../ringRecord.ts";

/** What one pass does at most: its history stays small, and so does the number of calls to Azure. */
const most = { rings: 50, routineChecks: 10 };

/** The VMs whose rings need something, those first that somebody waits for. */
export function dueRings({ rings }: RingRecord, now: string): readonly string[] {
  const due = rings.flatMap((ring) => {
    const step = nextStep(ring, now);
    return step === null ? [] : [{ ring, isRoutine: step.kind === "check" && step.isRoutine }];
  });
  const urgent = due.filter(({ isRoutine }) => !isRoutine).toSorted((a, b) => rank(a.ring) - rank(b.ring));
  const routine = due
    .filter(({ isRoutine }) => isRoutine)
    .toSorted((a, b) => checkOf(a.ring) - checkOf(b.ring));
  return [...urgent, ...routine.slice(0, most.routineChecks)]
    .slice(0, most.rings)
    .map(({ ring }) => ring.vmId);
}

/** An alert's VM first, then those without a ring, then the rest. */
const rank = ({ session, isLeaving }: Ring): number =>
  isLeaving ? 3 : session === null ? 1 : session.claim === null ? 2 : 0;

const checkOf = ({ session }: Ring): number => Date.parse(session?.checkedAt ?? "") || 0;
