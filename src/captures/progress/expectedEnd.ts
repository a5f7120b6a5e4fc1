import { graceSeconds, nextPollSeconds } from "./nextPollSeconds.ts";
import type { Phase } from "./phase.ts";
import type { PollBounds } from "../plan/capturePlan.ts";

/** A capture being followed: when that began, and when it is expected to end. Milliseconds since the epoch. */
export interface Pursuit {
  readonly begunAt: number;
  readonly endsAt: number;
}

export const pursue = (begunAt: number, timeLimitSeconds: number): Pursuit => ({
  begunAt,
  endsAt: begunAt + timeLimitSeconds * 1000,
});

/** A stopped capture is expected to end now. */
export const cutShort = ({ begunAt, endsAt }: Pursuit, now: number): Pursuit => ({
  begunAt,
  endsAt: Math.min(endsAt, now),
});

export const isOverdue = ({ endsAt }: Pursuit, now: number): boolean => now > endsAt + graceSeconds * 1000;

/** The moment of the next look. */
export function nextLook({ begunAt, endsAt }: Pursuit, now: number, bounds: PollBounds): Date {
  const seconds = nextPollSeconds((now - begunAt) / 1000, (endsAt - begunAt) / 1000, bounds);
  return new Date(now + Math.ceil(seconds * 1000));
}

export function capturing({ begunAt, endsAt }: Pursuit, now: number): Phase {
  const share = endsAt > begunAt ? (now - begunAt) / (endsAt - begunAt) : 1;
  return {
    phase: "capturing",
    percent: Math.min(100, Math.floor(share * 100)),
    endsAt: new Date(endsAt).toISOString(),
  };
}
