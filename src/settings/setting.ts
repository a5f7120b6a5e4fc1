/** One setting: its default, and the reader of its text. */
export interface Setting<T> {
  /** Text used when the setting is absent or empty; undefined: the setting is required. */
  readonly fallback: string | undefined;
  /** Reads the text, or throws an Error whose message completes "NAME …". */
  readonly read: (text: string) => T;
  /**
   * The same setting with its meaning for docs/settings.md, in Markdown. `shownDefault` replaces the fallback
   * there, where the fallback itself would be unclear.
   */
  documented(meaning: string, shownDefault?: string): DocumentedSetting<T>;
}

export interface DocumentedSetting<T> extends Setting<T> {
  readonly meaning: string;
  readonly shownDefault: string | null;
}

const setting = <T>(fallback: string | undefined, read: (text: string) => T): Setting<T> => ({
  fallback,
  read,
  documented: (meaning, shownDefault) => ({
    ...setting(fallback, read),
    meaning,
    shownDefault: shownDefault ?? null,
  }),
});

/** A whole number from `min` to `max`. */
export const integer = (fallback: number, min: number, max: number): Setting<number> =>
  setting(String(fallback), (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) throw new Error(`must be a whole number from ${min} to ${max}`);
    return value;
  });

/** The form of a text, or its reader, which returns null for a wrong text. */
type Form = RegExp | ((text: string) => string | null);

/** @throws Error when the text does not have the form; `must` completes "must be …". */
function inForm(value: string, form: Form, must: string): string {
  const read = form instanceof RegExp ? (form.test(value) ? value : null) : form(value);
  if (read === null) throw new Error(`must be ${must}`);
  return read;
}

/** Text of a given form; `must` completes "must be …". */
export const text = (fallback: string | undefined, form: Form, must: string): Setting<string> =>
  setting(fallback, (value) => inForm(value, form, must));

/** A comma-separated list of texts of a given form. Those that differ only in casing count once. */
export const list = (fallback: string | undefined, form: Form, must: string): Setting<readonly string[]> =>
  setting(fallback, (value) => {
    const items = value.split(",").map((item) => item.trim());
    const read = items.filter((item) => item !== "").map((item) => inForm(item, form, must));
    if (read.length === 0) throw new Error(`must be ${must}`);
    const keys = read.map((item) => item.toLowerCase());
    return read.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
  });

/** A list of at most so many items; `what` names them. */
export const atMost = (
  most: number,
  what: string,
  { fallback, read }: Setting<readonly string[]>,
): Setting<readonly string[]> =>
  setting(fallback, (value) => {
    const items = read(value);
    if (items.length > most) throw new Error(`must name at most ${most} ${what}`);
    return items;
  });

/** One of a few words, in any casing. */
export const oneOf = <T extends string>(fallback: T, choices: readonly T[]): Setting<T> =>
  setting(fallback, (value) => {
    const choice = choices.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (choice === undefined) throw new Error(`must be one of ${choices.join(", ")}`);
    return choice;
  });

/** Anything that `parse` accepts; it throws an Error whose message completes "NAME …". */
export const parsed = <T>(fallback: string | undefined, parse: (text: string) => T): Setting<T> =>
  setting(fallback, parse);

/** A setting that may be absent. */
export const optional = <T>(inner: Setting<T>): Setting<T | null> =>
  setting("", (value) => (value === "" ? null : inner.read(value)));

type Values<S> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** Reads every setting of the table and collects all problems. A problem never contains a value. */
export function readSettings<S extends Readonly<Record<string, Setting<unknown>>>>(
  table: S,
  env: Readonly<Record<string, string | undefined>>,
): { readonly values: Partial<Values<S>>; readonly problems: readonly string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { fallback, read }] of Object.entries(table)) {
    const given = env[name]?.trim();
    const effective = given === undefined || given === "" ? fallback : given;
    if (effective === undefined) {
      problems.push(`${name} is missing`);
      continue;
    }
    try {
      values[name] = read(effective);
    } catch (error) {
      problems.push(`${name} ${error instanceof Error ? error.message : "cannot be read"}`);
    }
  }
  return { values: values as Partial<Values<S>>, problems };
}
