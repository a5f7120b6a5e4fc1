import { textOf } from "./fields.ts";

/** Reads "Sev0" to "Sev4", in older families "0" to "4"; null for anything else. */
export function readSeverity(value: unknown): string | null {
  const level = /^(?:sev)?([0-4])$/i.exec(textOf(value) ?? "")?.[1];
  return level === undefined ? null : `Sev${level}`;
}
