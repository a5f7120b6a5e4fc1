/**
 * "2026-11-23 02:00:41 UTC (03:00:41 Europe/Berlin)", with the zone's own date where it differs; a text that
 * is not a time is returned as it is.
 */
export function momentText(iso: string, timeZone: string): string {
  if (Number.isNaN(Date.parse(iso))) return iso;
  const there = zoneText(iso, timeZone);
  return there === null ? `${shortMoment(iso)} UTC` : `${shortMoment(iso)} UTC (${there})`;
}

/** "03:00:41 Europe/Berlin", with the zone's own date where it differs; null for UTC, and for no time. */
export function zoneText(iso: string, timeZone: string): string | null {
  const time = Date.parse(iso);
  if (Number.isNaN(time) || timeZone === "UTC") return null;
  const [here, there] = [inZone(time, "UTC"), inZone(time, timeZone)];
  return `${there.slice(0, 10) === here.slice(0, 10) ? there.slice(11) : there} ${timeZone}`;
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

const inZone = (time: number, timeZone: string): string =>
  formatIn(timeZone, { dateStyle: "short", timeStyle: "medium" }).format(time);

const clock = (time: number, timeZone: string): string =>
  formatIn(timeZone, { timeStyle: "medium" }).format(time);

/** To make one takes longer than to use it a hundred times, and a list of captures has hundreds of times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The Swedish locale formats dates and times in the order of ISO 8601. */
function formatIn(timeZone: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${Object.keys(style).join()}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, ...style });
  formats.set(key, format);
  return format;
}
