import { at, field, fieldsOf, listOf, textOf, textsOf, type Fields } from "../text/fields.ts";
import type { Dimension } from "./dimension.ts";

/** Dimensions and result columns that hold the name of a machine. */
const nameColumns = ["computer", "computername", "hostname", "machinename", "vmname"];

const isName = (text: string): boolean => !text.startsWith("/");

export const hostsInDimensions = (dimensions: readonly Dimension[]): readonly string[] =>
  dimensions
    .filter(({ name, value }) => nameColumns.includes(name.toLowerCase()) && isName(value))
    .map(({ value }) => value);

/** Machines that an alert of the first log alerts names in its affected items or its result rows. */
export const hostsInLogResults = (context: Fields | null): readonly string[] => [
  ...textsOf(field(context, "AffectedConfigurationItems")).filter(isName),
  ...listOf(at(fieldsOf(field(context, "SearchResults", "SearchResult")), "tables")).flatMap(hostsInTable),
];

function hostsInTable(value: unknown): readonly string[] {
  const table = fieldsOf(value);
  const column = listOf(field(table, "columns")).findIndex((entry) =>
    nameColumns.includes(textOf(field(fieldsOf(entry), "name"))?.toLowerCase() ?? ""),
  );
  if (column < 0) return [];
  return listOf(field(table, "rows")).flatMap((row) => textOf(listOf(row)[column]) ?? []);
}
