import { nextStep } from "./nextStep.ts";
import type { Ring } from "../ring.ts";
import type { RingRecord } from "../ringRecord.ts";

interface DueRings {
  readonly due: readonly string[];
  /** Whether rings that are to end are due beyond those. */
  readonly areMoreLeaving: boolean;
}

/** What one turn does at most: its history stays small, and so does the number of calls to Azure. */
const most = { rings: 50, routineChecks: 10 };

/** The VMs whose rings need something, those first that somebody waits for. */
export function dueRings({ rings }: RingRecord, now: string): DueRings {
  const due = rings.flatMap((ring) => {
    const step = nextStep(ring, now);
    return step === null ? [] : [{ ring, isRoutine: step.kind === "check" && step.isRoutine }];
  });
  const urgent = due.filter(({ isRoutine }) => !isRoutine).toSorted((a, b) => rank(a.ring) - rank(b.ring));
  const routine = due
    .filter(({ isRoutine }) => isRoutine)
    .toSorted((a, b) => checkOf(a.ring) - checkOf(b.ring));
  const all = [...urgent, ...routine.slice(0, most.routineChecks)].map(({ ring }) => ring);
  return {
    due: all.slice(0, most.rings).map(({ vmId }) => vmId),
    areMoreLeaving: all.slice(most.rings).some(({ isLeaving }) => isLeaving),
  };
}

/** An alert's VM first, then those without a ring, then the rest. */
const rank = ({ session, isLeaving }: Ring): number =>
  isLeaving ? 3 : session === null ? 1 : session.claim === null ? 2 : 0;

const checkOf = ({ session }: Ring): number => Date.parse(session?.checkedAt ?? "") || 0;
