export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

export function object(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error(`Not an object: ${JSON.stringify(value)}`);
  return value;
}

export function list(value: unknown): readonly Json[] {
  if (!isList(value)) throw new Error(`Not a list: ${JSON.stringify(value)}`);
  return value;
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw new Error(`Not a text: ${JSON.stringify(value)}`);
  return value;
}

/** What stands at a path of members and indexes. @throws Error when there is nothing */
export function at(value: unknown, ...path: readonly (string | number)[]): Json {
  let here = value;
  for (const step of path) {
    const inner: Json | undefined = typeof step === "number" ? list(here)[step] : object(here)[step];
    if (inner === undefined) throw new Error(`Nothing at ${path.join(".")}`);
    here = inner;
  }
  return here as Json;
}
