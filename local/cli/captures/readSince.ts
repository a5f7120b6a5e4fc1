import { CommandError } from "../command/commandError.ts";

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads `--since`: a time before now, such as "2h", as ISO 8601; dates and times are the app's to read. `now`
 * is in milliseconds.
 */
export function readSince(text: string, now: number): string {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (unit !== undefined)
    return new Date(Math.max(now - Number(count) * unitMs[unit as keyof typeof unitMs], 0)).toISOString();
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text;
  throw CommandError.usage(
    `--since ${text} is no time.`,
    'Give a date, a time in ISO 8601, or how long ago: "30m", "2h", "7d".',
  );
}
