const [millisecond, second, minute] = [1e6, 1e9, 60e9];

/** 9_211_000_000 → "9.2 s". */
export function spanText(nanoseconds: number): string {
  if (nanoseconds >= 10 * minute) return `${Math.round(nanoseconds / minute)} min`;
  if (nanoseconds >= 100 * second) return `${Math.round(nanoseconds / second)} s`;
  if (nanoseconds >= second) return `${(nanoseconds / second).toFixed(1)} s`;
  if (nanoseconds >= 10 * millisecond) return `${Math.round(nanoseconds / millisecond)} ms`;
  return `${(nanoseconds / millisecond).toFixed(1)} ms`;
}

/** With two decimals, for lists and counts. */
export const milliseconds = (nanoseconds: number): number =>
  Math.round((nanoseconds / millisecond) * 100) / 100;
