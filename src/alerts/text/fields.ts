/** A JSON object of a payload. Nothing is known of its fields: any may be absent, null or of another type. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

/**
 * The value of the first of these names that the object has. The casing of names is not settled: documentation says
 * alertRuleId where payloads say alertRuleID, and the exact name wins where both are there.
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
 * Text of a field, exactly as sent, since ids must be clean as they are. Numbers and booleans in words too: types vary
 * between families. Null when there is none.
 */
export function textOf(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** Entries of a field that is documented as an array, also where a single value stands in its place. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export const textsOf = (value: unknown): readonly string[] =>
  listOf(value)
    .map(textOf)
    .filter((text) => text !== null);

/** A value in words, for saying what stands where an object was expected. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
