const [millisecond, second, minute] = [1e6, 1e9, 60e9];

/** 9_211_000_000 → "9.2 s". The unit is that of the rounded time: 999.7 ms are "1.0 s". */
export function shortTime(nanoseconds: number): string {
  if (nanoseconds >= 10 * minute) return `${Math.round(nanoseconds / minute).toLocaleString("en-US")} min`;
  if (nanoseconds >= 99.95 * second) return `${Math.round(nanoseconds / second)} s`;
  if (nanoseconds >= 999.5 * millisecond) return `${(nanoseconds / second).toFixed(1)} s`;
  if (nanoseconds >= 9.95 * millisecond) return `${Math.round(nanoseconds / millisecond)} ms`;
  return `${(nanoseconds / millisecond).toFixed(1)} ms`;
}

/** With two decimals, for lists and counts. */
export const milliseconds = (nanoseconds: number): number =>
  Math.round((nanoseconds / millisecond) * 100) / 100;
