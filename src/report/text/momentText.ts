/**
 * "2026-11-23 02:00:41 UTC (03:00:41 Europe/Berlin)", with the zone's own date where it differs; a text that
 * is not a time is returned as it is.
 */
export function momentText(iso: string, timeZone: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  const [here, there] = [inZone(time, "UTC"), inZone(time, timeZone)];
  if (timeZone === "UTC") return `${here} UTC`;
  const shown = there.slice(0, 10) === here.slice(0, 10) ? there.slice(11) : there;
  return `${here} UTC (${shown} ${timeZone})`;
}

/** "2026-11-23 03:00 Europe/Berlin": for one line, to the minute, in the configured zone alone. */
export function minuteText(iso: string, timeZone: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${inZone(time, timeZone).slice(0, 16)} ${timeZone}`;
}

/** "2026-11-23 02:00:41" in UTC. */
export function shortMoment(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : inZone(time, "UTC");
}

/** "02:00:41 UTC (03:00:41 Europe/Berlin)". Milliseconds since the epoch. */
export const clockText = (time: number, timeZone: string): string =>
  timeZone === "UTC"
    ? `${clock(time, "UTC")} UTC`
    : `${clock(time, "UTC")} UTC (${clock(time, timeZone)} ${timeZone})`;

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
