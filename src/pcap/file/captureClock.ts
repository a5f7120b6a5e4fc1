import { timestampText } from "./timestamp.ts";

const billion = 1e9;

/**
 * Times within a capture as whole nanoseconds since the second of its first packet, which a number holds
 * exactly for a hundred days.
 */
export class CaptureClock {
  #origin: number | null = null;

  /** Less than 0 for a time before that second, infinite for one that is not known. */
  since(seconds: number, nanoseconds: number): number {
    if (!Number.isFinite(seconds)) return seconds;
    this.#origin ??= seconds;
    return (seconds - this.#origin) * billion + nanoseconds;
  }

  /** ISO 8601 in UTC with nanoseconds; null for no time. */
  text(at: number | null): string | null {
    if (at === null || this.#origin === null || !Number.isFinite(at)) return null;
    const seconds = Math.floor(at / billion);
    // Beyond a hundred days the difference is not exact.
    const nanoseconds = Math.min(Math.max(at - seconds * billion, 0), billion - 1);
    return timestampText({ seconds: this.#origin + seconds, nanoseconds });
  }
}
