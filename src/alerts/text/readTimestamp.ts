import { textOf } from "./fields.ts";

/** "2026-11-23T02:00:41.5178213Z": any number of fraction digits; without a zone it is UTC. */
const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?\s?(?:Z|([+-])(\d\d):?(\d\d))?$/i;
/** "3/22/2019 1:36:31 PM" and "12/13/2017 20:53:57", as older log and classic metric alerts write it. */
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d):(\d\d)(?: ([AP])M)?$/i;

/** Reads a payload's timestamp as ISO 8601 in UTC with milliseconds; null when it is not one. */
export function readTimestamp(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? "";
  return fromIso(iso.exec(text)) ?? fromAmerican(american.exec(text));
}

function fromIso(match: RegExpExecArray | null): string | null {
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "", sign, zoneHours = 0, zoneMinutes = 0] =
    match;
  const offset = (sign === "-" ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  const time = utc(Number(year), Number(month), Number(day), [Number(hour), Number(minute), Number(second)]);
  if (time === null) return null;
  return new Date(time + Number(fraction.padEnd(3, "0").slice(0, 3)) - offset * 60_000).toISOString();
}

function fromAmerican(match: RegExpExecArray | null): string | null {
  if (match === null) return null;
  const [, month, day, year, hour, minute, second, half] = match;
  const afternoon = half?.toUpperCase() === "P" ? 12 : 0;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + afternoon;
  const time = utc(Number(year), Number(month), Number(day), [hours, Number(minute), Number(second)]);
  return time === null ? null : new Date(time).toISOString();
}

/** Milliseconds since the epoch; null for an impossible date or time, which Date would roll over. */
function utc(year: number, month: number, day: number, time: readonly [number, number, number]) {
  const [hour, minute, second] = time;
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(milliseconds);
  const real =
    year >= 1900 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute;
  return real ? milliseconds : null;
}
