/** The next due time after a time, both in milliseconds since the epoch. */
export type CronSchedule = (after: number) => number;

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const fields: readonly Field[] = [
  { name: "second", least: 0, most: 59 },
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, words: ["", ...months] },
  { name: "weekday", least: 0, most: 7, words: weekdays },
];

/** Longer than the longest gap between two due days: 29 February to 29 February. */
const furthestDays = 366 * 8 + 1;
const dayMs = 86_400_000;

/**
 * Parses an NCRONTAB expression: six fields, or five without seconds; UTC.
 * @throws Error naming the invalid field.
 */
export function parseCronSchedule(expression: string): CronSchedule {
  const parts = expression.trim().split(/\s+/);
  if (parts.length === 5) parts.unshift("0");
  if (parts.length !== 6) throw new Error(`The schedule '${expression}' must have six fields.`);
  const sets = fields.map((field, index) => readField(field, parts[index] ?? "", expression));
  const [second = [], minute = [], hour = [], day = [], month = [], named = []] = sets;
  const weekday = named.map((number) => number % 7);
  return (after) => {
    const start = Math.floor(after / 1000) * 1000 + 1000;
    for (let ahead = 0; ahead < furthestDays; ahead += 1) {
      const midnight = Math.floor(start / dayMs) * dayMs + ahead * dayMs;
      const date = new Date(midnight);
      if (!month.includes(date.getUTCMonth() + 1)) continue;
      if (!day.includes(date.getUTCDate()) || !weekday.includes(date.getUTCDay())) continue;
      const found = firstTime(midnight, start, hour, minute, second);
      if (found !== null) return found;
    }
    throw new Error(`The schedule '${expression}' has no due time.`);
  };
}

/** The first time of a day at or after `start`. */
function firstTime(
  midnight: number,
  start: number,
  hours: readonly number[],
  minutes: readonly number[],
  seconds: readonly number[],
): number | null {
  for (const hour of hours) {
    if (midnight + (hour + 1) * 3_600_000 <= start) continue;
    for (const minute of minutes)
      for (const second of seconds) {
        const time = midnight + ((hour * 60 + minute) * 60 + second) * 1000;
        if (time >= start) return time;
      }
  }
  return null;
}

/** The numbers that a field matches, in order. */
function readField(field: Field, text: string, expression: string): readonly number[] {
  const numbers = new Set<number>();
  for (const part of text.split(",")) {
    const { range = "", step = "1" } = /^(?<range>[^/]+)(?:\/(?<step>\d+))?$/.exec(part)?.groups ?? {};
    const [first, last] = readRange(field, range, part.includes("/"));
    if (!(first <= last) || Number(step) < 1)
      throw new Error(`The schedule '${expression}' has an invalid ${field.name}: '${part}'.`);
    for (let number = first; number <= last; number += Number(step)) numbers.add(number);
  }
  return [...numbers].sort((one, other) => one - other);
}

/** NaN for a bound outside the field's range. */
function readRange(field: Field, text: string, stepped: boolean): readonly [number, number] {
  if (text === "*") return [field.least, field.most];
  const [from = "", to] = text.split("-");
  const first = readNumber(field, from);
  if (to !== undefined) return [first, readNumber(field, to)];
  return [first, stepped ? field.most : first];
}

function readNumber({ least, most, words = [] }: Field, text: string): number {
  const word = words.indexOf(text.slice(0, 3).toLowerCase());
  const number = /^[a-z]/i.test(text) && word >= 0 ? word : /^\d+$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : NaN;
}
