import { at, field, fieldsOf, listOf, textOf, textsOf, type Fields } from "../text/fields.ts";

/** The column of a log that names the resource a row is about. Other columns may hold ids of any resource. */
const isIdColumn = (name: string): boolean => /^_?resource_?id$/i.test(name);

/**
 * The resources that the rows behind a log alert are about: the event of a rule that fires for each one, and
 * the results of the first log alerts. Those on a measured value list rows on both sides of the threshold,
 * and their dimensions name the resource.
 */
export function rowResourceIds(context: Fields | null): readonly string[] {
  const events = listOf(at(context, "condition", "allOf")).map((criterion) =>
    field(fieldsOf(criterion), "event"),
  );
  const isMeasured = /^metric/i.test(textOf(field(context, "AlertType")) ?? "");
  const results = at(fieldsOf(field(context, "SearchResults", "SearchResult")), "tables");
  return [...events, ...(isMeasured ? [] : listOf(results))].flatMap(listOf).flatMap(idsIn);
}

/** A row by its columns' names, or a table of columns and rows. */
function idsIn(value: unknown): readonly string[] {
  const entry = fieldsOf(value);
  const columns = listOf(field(entry, "columns")).map(
    (column) => textOf(field(fieldsOf(column), "name")) ?? "",
  );
  const at = columns.findIndex(isIdColumn);
  if (at >= 0) return listOf(field(entry, "rows")).flatMap((row) => textsOf(listOf(row)[at]));
  return Object.entries(entry ?? {}).flatMap(([name, id]) => (isIdColumn(name) ? textsOf(id) : []));
}
