/** Seconds from one time to another, both ISO 8601; null when either is unknown, or the second is earlier. */
export function secondsBetween(start: string | null, end: string | null): number | null {
  const seconds = (Date.parse(end ?? "") - Date.parse(start ?? "")) / 1000;
  return Number.isNaN(seconds) || seconds < 0 ? null : seconds;
}
