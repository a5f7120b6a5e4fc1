import { at, field, fieldsOf, listOf, textOf, type Fields } from "./fields.ts";

/** The query of each criterion, that of the first log alerts, or the expression of a Prometheus rule. */
export const queriesOf = (context: Fields | null): readonly string[] =>
  [
    ...listOf(at(context, "condition", "allOf")).map((criterion) =>
      field(fieldsOf(criterion), "searchQuery"),
    ),
    field(context, "SearchQuery"),
    field(context, "expression"),
  ]
    .map(textOf)
    .filter((query) => query !== null);
