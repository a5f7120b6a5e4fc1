/** Seconds from one moment to another; null when either is unknown. */
export function secondsBetween(start: string | null, end: string | null): number | null {
  const seconds = (Date.parse(end ?? "") - Date.parse(start ?? "")) / 1000;
  return Number.isNaN(seconds) || seconds < 0 ? null : seconds;
}
