import type { Phase } from "../../../src/captures/progress/phase.ts";

/** A phase as it was told at a moment, in milliseconds of this machine's clock. */
export interface SeenPhase {
  readonly phase: Phase;
  readonly at: number;
}

/** The most that a capture shows before its app says that it has ended. */
const almost = 99;

/**
 * How far a capture is now, in percent; null for a phase without progress. The app tells it only when it
 * looks at the capture; in between it moves on with the clock towards the end that the app has told.
 */
export function phaseProgress({ phase, at }: SeenPhase, now: number): number | null {
  if (!("endsAt" in phase)) return null;
  const told = Number.isFinite(phase.percent) ? Math.min(Math.max(phase.percent, 0), 100) : 0;
  const left = Date.parse(phase.endsAt) - at;
  if (!(left > 0)) return told;
  const passed = Math.min(Math.max(now - at, 0), left);
  return Math.max(told, Math.min(Math.floor(told + ((100 - told) * passed) / left), almost));
}
