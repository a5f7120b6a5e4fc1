import { dayMs } from "../../dayMs.ts";
import { queryParameters } from "../queryParameters.ts";
import { captureStates } from "./captureState.ts";
import type { CaptureState } from "../../../api/captureList.ts";

interface ListQuery {
  readonly since: Date;
  readonly top: number;
  /** Null: all. */
  readonly states: readonly CaptureState[] | null;
}

type ListReading =
  | { readonly ok: true; readonly query: ListQuery }
  | { readonly ok: false; readonly parameter: string; readonly detail: string };

const defaultDays = 7;
const bounds = { top: 100, most: 1000 };

/** Reads the parameters of the list of captures. `now` is in milliseconds. */
export function readListQuery(query: URLSearchParams, now: number): ListReading {
  const since = queryParameters.read(query, "since");
  const top = queryParameters.read(query, "top");
  const status = queryParameters.read(query, "status");
  const from = since === null ? new Date(now - defaultDays * dayMs) : readTime(since);
  if (from === null)
    return refused(
      "since",
      'since must be a date or a time in ISO 8601, such as "2026-11-26" or "2026-11-26T08:00:00Z".',
    );
  const most = top === null ? bounds.top : readCount(top);
  if (most === null) return refused("top", `top must be a whole number from 1 to ${bounds.most}.`);
  const states = status === null ? null : readStates(status);
  if (states !== null && !states.ok)
    return refused(
      "status",
      `status must be one or more of ${captureStates.join(", ")}, comma separated${states.wrong}.`,
    );
  return { ok: true, query: { since: from, top: most, states: states?.states ?? null } };
}

const refused = (parameter: string, detail: string): ListReading => ({ ok: false, parameter, detail });

type StatesReading =
  | { readonly ok: true; readonly states: readonly CaptureState[] }
  | { readonly ok: false; readonly wrong: string };

/** `wrong` ends the sentence that says what is right. */
function readStates(text: string): StatesReading {
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  const states = captureStates.filter((state) => names.includes(state));
  const unknown = names.find((name) => !states.some((state) => state === name));
  if (unknown === undefined) return { ok: true, states };
  const shown = queryParameters.shown(unknown);
  return { ok: false, wrong: shown === null ? "" : `; "${shown}" is none of them` };
}

function readCount(text: string): number | null {
  const count = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : Infinity;
  return count <= bounds.most ? count : null;
}

const date = String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)`;
const clock = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d{1,9})?)?`;
/** A plus sign that the caller did not encode arrives as a space. */
const zone = String.raw`(?:Z|(?<sign>[+ -])(?<zoneHour>\d\d):?(?<zoneMinute>\d\d))?`;
const form = new RegExp(`^${date}(?:T${clock}${zone})?$`, "i");

/**
 * No capture is older. The storage of orchestrations knows no time before 1601, and the Durable extension
 * lists everything when it cannot read a time.
 */
const bound = { earliest: Date.UTC(1970), latest: Date.UTC(9999, 11, 31, 23, 59, 59) };

/**
 * A date or a time in ISO 8601, in UTC unless it has an offset; null for anything else. `Date` itself reads
 * far more, such as "1", and years that no store can take.
 */
function readTime(text: string): Date | null {
  const parts = form.exec(text)?.groups;
  if (parts === undefined) return null;
  const { year = "", month = "", day = "", sign = "+" } = parts;
  const numberOf = (name: string): number => Number(parts[name] ?? 0);
  const [hour, minute, second] = [numberOf("hour"), numberOf("minute"), numberOf("second")];
  const [zoneHour, zoneMinute] = [numberOf("zoneHour"), numberOf("zoneMinute")];
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 14 || zoneMinute > 59) return null;
  const atMidnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const exists = !Number.isNaN(atMidnight.getTime()) && atMidnight.getUTCDate() === Number(day);
  if (!exists) return null;
  const offset = (sign === "-" ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  const time = atMidnight.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  return time >= bound.earliest && time <= bound.latest ? new Date(time) : null;
}
