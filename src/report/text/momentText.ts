/**
 * "2026-11-23 02:00:41 UTC (2026-11-23 03:00:41 Europe/Berlin)"; a text that is not a time is returned as it
 * is.
 */
export function momentText(iso: string, timeZone: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  const utc = `${inZone(time, "UTC")} UTC`;
  return timeZone === "UTC" ? utc : `${utc} (${inZone(time, timeZone)} ${timeZone})`;
}

/** "02:00:41 to 02:05:41 UTC (03:00:41 to 03:05:41 Europe/Berlin)". Milliseconds since the epoch. */
export function spanText(start: number, end: number, timeZone: string): string {
  const clocks = (zone: string) => `${clock(start, zone)} to ${clock(end, zone)} ${zone}`;
  return timeZone === "UTC" ? clocks("UTC") : `${clocks("UTC")} (${clocks(timeZone)})`;
}

/** The Swedish locale formats dates and times in the order of ISO 8601. */
const inZone = (time: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(time);

const clock = (time: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, timeStyle: "medium" }).format(time);
