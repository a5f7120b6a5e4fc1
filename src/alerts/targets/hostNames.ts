import { at, field, fieldsOf, listOf, textOf, textsOf, type Fields } from "../text/fields.ts";
import type { Dimension } from "./dimension.ts";

/** Dimensions and result columns that hold a machine's name. */
const nameColumns = ["computer", "computername", "hostname", "machinename", "vmname"];

const isName = (text: string): boolean => !text.startsWith("/");

/**
 * Machines that an alert gives only by name: in its dimensions, and in the results of the first log alerts.
 */
export const hostNames = (
  dimensions: readonly Dimension[],
  logContext: Fields | null = null,
): readonly string[] => [...hostsInDimensions(dimensions), ...hostsInLogResults(logContext)];

const hostsInDimensions = (dimensions: readonly Dimension[]): readonly string[] =>
  dimensions
    .filter(({ name, value }) => nameColumns.includes(name.toLowerCase()) && isName(value))
    .map(({ value }) => value);

/** The first log alerts list them as affected items or in their result rows. */
const hostsInLogResults = (context: Fields | null): readonly string[] => [
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
