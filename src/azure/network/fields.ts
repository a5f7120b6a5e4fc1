import { foreignText } from "../foreignText.ts";

/** The members of an object in a body; none of anything else. */
export const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

export const items = (value: unknown): readonly unknown[] | null =>
  Array.isArray(value) ? (value as readonly unknown[]) : null;

/** The texts of a list, or a text alone. */
export const texts = (value: unknown): readonly string[] =>
  (items(value) ?? [value]).filter((text) => typeof text === "string");

/** A name or a term of Azure. */
export const wordOf = (text: string): string => foreignText(text, 80);
