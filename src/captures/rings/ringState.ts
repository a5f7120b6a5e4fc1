import type { Ring } from "./ring.ts";

interface RingState {
  readonly state: "starting" | "running" | "stopping" | "failed";
  /** When it began, ISO 8601. */
  readonly since: string;
}

/** How the ring of a VM stands. */
export function ringState({ session, fault, armedAt, ended }: Ring): RingState {
  if (session === null)
    return fault === null
      ? { state: "starting", since: ended.at(-1)?.endedAt ?? armedAt }
      : { state: "failed", since: fault.since };
  if (session.stop !== null) return { state: "stopping", since: session.stop.at };
  if (session.claim !== null) return { state: "stopping", since: session.claim.at };
  return session.confirmedAt === null
    ? { state: "starting", since: session.acceptedAt ?? session.intendedAt }
    : { state: "running", since: session.confirmedAt };
}
