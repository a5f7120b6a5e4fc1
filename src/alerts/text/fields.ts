/** A JSON object in a payload. Any of its fields may be absent, null or of another type. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

/**
 * The value of the first of these names that the object has. Casing varies (the documentation has
 * alertRuleId, payloads have alertRuleID), so names match without case; an exact match wins.
 */
export function field(object: Fields | null, ...names: readonly string[]): unknown {
  if (object === null) return undefined;
  const exact = names.find((name) => Object.hasOwn(object, name));
  if (exact !== undefined) return object[exact];
  const wanted = names.map((name) => name.toLowerCase());
  const key = Object.keys(object).find((candidate) => wanted.includes(candidate.toLowerCase()));
  return key === undefined ? undefined : object[key];
}

/** The value at the end of a path of field names. */
export const at = (object: Fields | null, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => field(fieldsOf(value), name), object);

/**
 * A field's text exactly as sent, because ids are validated unchanged. Numbers and booleans become text,
 * because types vary between families. Null for anything else.
 */
export function textOf(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** The entries of an array field; a single value counts as one entry. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export const textsOf = (value: unknown): readonly string[] =>
  listOf(value)
    .map(textOf)
    .filter((text) => text !== null);

/** Names a value's type, for error messages. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
