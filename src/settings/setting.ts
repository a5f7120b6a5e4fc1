import * as v from "valibot";

/** One setting: its default, and the schema of its text. */
export interface Setting<T> {
  /** Text used when the setting is absent or empty; undefined: the setting is required. */
  readonly fallback: string | undefined;
  /** From the setting's text to its value; the message of an issue completes "NAME …". */
  readonly schema: Schema<T>;
}

type Schema<T> = v.GenericSchema<string, T>;

const setting = <T>(fallback: string | undefined, schema: Schema<T>): Setting<T> => ({ fallback, schema });

/** A number; `schema` has its bounds. */
export const number = (fallback: number, schema: v.GenericSchema<number>): Setting<number> =>
  setting(
    String(fallback),
    v.pipe(
      v.string(),
      v.transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : NaN)),
      schema,
    ),
  );

/** The form of a text, or its reader, which returns null for a wrong text. */
type Form = RegExp | ((text: string) => string | null);

/** Text of a given form; `must` completes "must be …". */
function inForm(form: Form, must: string): Schema<string> {
  const problem = `must be ${must}`;
  if (form instanceof RegExp) return v.pipe(v.string(), v.regex(form, problem));
  return v.pipe(v.string(), v.transform(form), v.string(problem));
}

export const text = (fallback: string | undefined, form: Form, must: string): Setting<string> =>
  setting(fallback, inForm(form, must));

/** A comma-separated list of texts of a given form. Those that differ only in casing count once. */
export const list = (fallback: string | undefined, form: Form, must: string): Setting<readonly string[]> =>
  setting(
    fallback,
    v.pipe(
      v.string(),
      v.transform(itemsIn),
      v.array(inForm(form, must)),
      v.minLength(1, `must be ${must}`),
      v.transform(distinct),
    ),
  );

function itemsIn(list: string): string[] {
  const items = list.split(",").map((item) => item.trim());
  return items.filter((item) => item !== "");
}

function distinct(items: string[]): readonly string[] {
  const keys = items.map((item) => item.toLowerCase());
  return items.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

/** A list of at most so many items; `what` names them. */
export const atMost = (
  most: number,
  what: string,
  { fallback, schema }: Setting<readonly string[]>,
): Setting<readonly string[]> =>
  setting(fallback, v.pipe(schema, v.maxLength(most, `must name at most ${most} ${what}`)));

/** One of a few words, in any casing. */
export const oneOf = <T extends string>(fallback: T, choices: readonly T[]): Setting<T> =>
  setting(
    fallback,
    v.pipe(
      v.string(),
      v.transform((text) => choices.find((choice) => choice.toLowerCase() === text.toLowerCase())),
      v.picklist(choices, `must be one of ${choices.join(", ")}`),
    ),
  );

/** Anything that `parse` accepts; it throws an Error whose message completes "NAME …". */
export const parsed = <T>(fallback: string | undefined, parse: (text: string) => T): Setting<T> =>
  setting(
    fallback,
    v.pipe(
      v.string(),
      v.rawTransform(({ dataset, addIssue, NEVER }): T => {
        try {
          return parse(dataset.value);
        } catch (error) {
          addIssue({ message: error instanceof Error ? error.message : "cannot be read" });
          return NEVER;
        }
      }),
    ),
  );

const absent = v.pipe(
  v.string(),
  v.transform(() => null),
);

/** A setting that may be absent. */
export const optional = <T>({ schema }: Setting<T>): Setting<T | null> =>
  setting<T | null>(
    "",
    v.lazy((given) => (given === "" ? absent : schema)),
  );

type Values<S> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** Reads every setting of the table and collects all problems. A problem never contains a value. */
export function readSettings<S extends Readonly<Record<string, Setting<unknown>>>>(
  table: S,
  env: Readonly<Record<string, string | undefined>>,
): { readonly values: Partial<Values<S>>; readonly problems: readonly string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { fallback, schema }] of Object.entries(table)) {
    const given = env[name]?.trim();
    const effective = given === undefined || given === "" ? fallback : given;
    if (effective === undefined) {
      problems.push(`${name} is missing`);
      continue;
    }
    const reading = v.safeParse(schema, effective, { abortEarly: true });
    if (reading.success) values[name] = reading.output;
    else problems.push(`${name} ${reading.issues[0].message}`);
  }
  return { values: values as Partial<Values<S>>, problems };
}
