import { graceSeconds, nextPollSeconds } from "./nextPollSeconds.ts";
import type { PollBounds } from "../plan/capturePlan.ts";
import type { Phase } from "./phase.ts";

/** When a followed capture began, and when it is expected to end. Milliseconds since the epoch. */
export interface ExpectedEnd {
  readonly begunAt: number;
  readonly endsAt: number;
}

export const expectEnd = (begunAt: number, timeLimitSeconds: number): ExpectedEnd => ({
  begunAt,
  endsAt: begunAt + timeLimitSeconds * 1000,
});

/** A stopped capture is expected to end now. */
export const expectEndNow = ({ begunAt, endsAt }: ExpectedEnd, now: number): ExpectedEnd => ({
  begunAt,
  endsAt: Math.min(endsAt, now),
});

export const isOverdue = ({ endsAt }: ExpectedEnd, now: number): boolean =>
  now > endsAt + graceSeconds * 1000;

/** When the next poll is due. */
export function nextPollAt({ begunAt, endsAt }: ExpectedEnd, now: number, bounds: PollBounds): Date {
  const seconds = nextPollSeconds((now - begunAt) / 1000, (endsAt - begunAt) / 1000, bounds);
  return new Date(now + Math.ceil(seconds * 1000));
}

export function capturingPhase({ begunAt, endsAt }: ExpectedEnd, now: number): Phase {
  const share = endsAt > begunAt ? (now - begunAt) / (endsAt - begunAt) : 1;
  return {
    phase: "capturing",
    percent: Math.min(100, Math.floor(share * 100)),
    endsAt: new Date(endsAt).toISOString(),
  };
}
