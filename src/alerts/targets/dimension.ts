import { field, fieldsOf, listOf, textOf, textsOf, type Fields } from "../text/fields.ts";

/** A dimension by which an alert was split, with the value that fired. */
export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** Reads a list of `{name, value}`, or an object of values by name; other entries are skipped. */
export const readDimensions = (value: unknown): readonly Dimension[] =>
  listOf(value).flatMap((entry) => {
    const object = fieldsOf(entry);
    if (field(object, "value") === undefined) return readLabels(object);
    const name = textOf(field(object, "name"));
    const text = textOf(field(object, "value"));
    return name === null || text === null ? [] : [{ name, value: text }];
  });

/** Reads an object of values by name, as Prometheus has its labels. */
export const readLabels = (value: unknown): readonly Dimension[] =>
  Object.entries(fieldsOf(value) ?? {}).flatMap(([name, texts]) =>
    textsOf(texts).map((text) => ({ name, value: text })),
  );

/** The dimensions of every criterion of a condition (`condition.allOf`). */
export const dimensionsOfCriteria = (condition: Fields | null): readonly Dimension[] =>
  listOf(field(condition, "allOf")).flatMap((criterion) =>
    readDimensions(field(fieldsOf(criterion), "dimensions")),
  );
