import { ControlError } from "./controlError.ts";

/**
 * A list as its query wants it: `last=N` the last so many, `summary=true` without the large members.
 *
 * @param read the last so many, all for -1
 */
export function listOf<T extends object>(
  read: (last: number) => readonly T[],
  query: URLSearchParams,
  large: readonly (keyof T & string)[],
): readonly Partial<T>[] {
  const last = query.get("last");
  if (last !== null && !/^\d{1,6}$/.test(last)) throw new ControlError(400, '"last" must be a whole number.');
  const items = read(last === null ? -1 : Number(last));
  return query.get("summary") === "true" ? items.map((item) => without(item, large)) : items;
}

const without = <T extends object>(item: T, names: readonly string[]): Partial<T> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name))) as Partial<T>;
