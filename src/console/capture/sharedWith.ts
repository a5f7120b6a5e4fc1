/**
 * The new value, in which everything that has not changed is the very object of the old one: what is made of
 * a part, such as a plot that a viewer has zoomed, then stays while other parts change. Both are plain JSON.
 */
export function sharedWith<T>(old: unknown, value: T): T {
  if (old === value || !isObject(old) || !isObject(value) || Array.isArray(old) !== Array.isArray(value))
    return value;
  const shared = Array.isArray(value)
    ? value.map((item: unknown, index): unknown => sharedWith(old[index], item))
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sharedWith(old[key], item)]));
  const keys = Object.keys(value);
  const isSame =
    keys.length === Object.keys(old).length &&
    keys.every((key) => key in old && old[key] === at(shared, key));
  return (isSame ? old : shared) as T;
}

type Members = Readonly<Record<string | number, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === "object" && value !== null;

const at = (value: unknown, key: string): unknown => (value as Members)[key];
