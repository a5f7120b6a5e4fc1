import { kindOf, textOf } from "./fields.ts";

/** An alert's state as sent; null where it has none. A value that is no text is named by its kind. */
export function readState(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value.trim() : (textOf(value) ?? kindOf(value));
}
