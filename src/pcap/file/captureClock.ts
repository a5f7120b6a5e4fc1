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
    if (at === null || !Number.isFinite(at) || this.#origin === null) return null;
    const seconds = Math.floor(at / billion);
    return timestampText({ seconds: this.#origin + seconds, nanoseconds: at - seconds * billion });
  }
}
