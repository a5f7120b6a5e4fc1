/** Seconds since the epoch, and the nanoseconds within the second. */
export interface Timestamp {
  seconds: number;
  nanoseconds: number;
}

const billion = 1e9;

/**
 * Splits a 64-bit count of units since the epoch. It divides in 16-bit digits, because a number cannot hold
 * the count of nanoseconds exactly.
 *
 * @param unitsPerSecond a whole number; digits finer than a nanosecond are cut off
 * @param into receives the result
 */
export function splitTimestamp(high: number, low: number, unitsPerSecond: number, into: Timestamp): void {
  if (unitsPerSecond > billion) {
    splitFine(high, low, unitsPerSecond, into);
    return;
  }
  const rest = high % unitsPerSecond;
  const upper = rest * 65536 + (low >>> 16);
  const upperSeconds = Math.floor(upper / unitsPerSecond);
  const lower = (upper - upperSeconds * unitsPerSecond) * 65536 + (low & 0xffff);
  const lowerSeconds = Math.floor(lower / unitsPerSecond);
  into.seconds = Math.floor(high / unitsPerSecond) * 2 ** 32 + upperSeconds * 65536 + lowerSeconds;
  into.nanoseconds = Math.floor(((lower - lowerSeconds * unitsPerSecond) * billion) / unitsPerSecond);
}

function splitFine(high: number, low: number, unitsPerSecond: number, into: Timestamp): void {
  const units = (BigInt(high) << 32n) | BigInt(low);
  const perSecond = BigInt(unitsPerSecond);
  into.seconds = Number(units / perSecond);
  into.nanoseconds = Number(((units % perSecond) * BigInt(billion)) / perSecond);
}

/** Reads `if_tsresol` of pcapng: a negative power of ten, or of two when the highest bit is set. */
export const unitsPerSecond = (resolution: number): number =>
  resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;

const latestSecond = 8.64e12;

/** ISO 8601 with nanoseconds; null for a time that Date cannot hold. */
export function timestampText({ seconds, nanoseconds }: Timestamp): string | null {
  if (!(Math.abs(seconds) <= latestSecond)) return null;
  const whole = new Date(seconds * 1000).toISOString();
  return `${whole.slice(0, -4)}${String(nanoseconds).padStart(9, "0")}Z`;
}

const written = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9})\d*)?(Z|[+-]\d{2}:?\d{2})$/i;

/** Reads ISO 8601 with a zone, to the nanosecond; null for anything else. */
export function timestampIn(text: string): Timestamp | null {
  const [, second = "", fraction = "", zone = ""] = written.exec(text) ?? [];
  const milliseconds = Date.parse(`${second}${zone}`);
  if (Number.isNaN(milliseconds)) return null;
  return { seconds: milliseconds / 1000, nanoseconds: Number(fraction.padEnd(9, "0")) };
}

/** Less than 0 when the first time is the earlier one. */
export const compareTimes = (one: Readonly<Timestamp>, other: Readonly<Timestamp>): number =>
  one.seconds - other.seconds || one.nanoseconds - other.nanoseconds;

/** A time some whole seconds before. */
export const secondsBefore = ({ seconds, nanoseconds }: Readonly<Timestamp>, by: number): Timestamp => ({
  seconds: seconds - by,
  nanoseconds,
});
