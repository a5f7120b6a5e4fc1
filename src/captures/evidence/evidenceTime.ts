/** Whose clock a time of the record is by. None of them is compared with another. */
type EvidenceClock =
  | "Azure Monitor"
  | "the app"
  | "Network Watcher"
  /** The capture file has these times. */
  | "the VM (packets)";

/** One time of an evidence record. */
export interface EvidenceTime {
  readonly what: string;
  /** ISO 8601; null where it is not known. */
  readonly at: string | null;
  readonly zone: "UTC";
  readonly clock: EvidenceClock;
}

/** A time with its source. `given` is ISO 8601 with any offset; what is no time counts as not known. */
export const evidenceTime = (what: string, clock: EvidenceClock, given: string | null): EvidenceTime => ({
  what,
  at: utc(given),
  zone: "UTC",
  clock,
});

function utc(given: string | null): string | null {
  const time = Date.parse(given ?? "");
  // Without a zone it would be read in that of the app's machine.
  if (given === null || Number.isNaN(time) || !/(?:Z|[+-]\d\d:\d\d)$/i.test(given)) return null;
  // Digits beyond the milliseconds stay.
  return /Z$/i.test(given) ? given : new Date(time).toISOString();
}
