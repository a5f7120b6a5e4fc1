import { field, fieldsOf, listOf, textOf, type Fields } from "../text/fields.ts";

/** A dimension by which an alert was split, with the value that fired. */
export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** Reads a list of `{name, value}`; other entries are skipped. */
export const readDimensions = (value: unknown): readonly Dimension[] =>
  listOf(value).flatMap((entry) => {
    const dimension = fieldsOf(entry);
    const name = textOf(field(dimension, "name"));
    const text = textOf(field(dimension, "value"));
    return name === null || text === null ? [] : [{ name, value: text }];
  });

/** The dimensions of every criterion of a condition (`condition.allOf`). */
export const dimensionsOfCriteria = (condition: Fields | null): readonly Dimension[] =>
  listOf(field(condition, "allOf")).flatMap((criterion) =>
    readDimensions(field(fieldsOf(criterion), "dimensions")),
  );
