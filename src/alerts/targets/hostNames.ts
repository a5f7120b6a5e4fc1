import { at, field, fieldsOf, listOf, textOf, textsOf, type Fields } from "../text/fields.ts";
import { holdsComputers } from "./holdsComputers.ts";
import { isComputerName } from "./isComputerName.ts";
import type { Dimension } from "./dimension.ts";

/**
 * Dimensions and columns that hold a computer's name: `Computer` of Log Analytics, `SessionHostName` of Azure
 * Virtual Desktop, `host.name` of OpenTelemetry, `VMName`, …; custom logs append `_s`. A column `hostname_s`
 * is the host of a URL.
 */
const claims =
  /^(?:target)?computer(?:name)?$|^machinename$|^vmname$|^virtualmachine(?:name)?$|^sessionhost(?:name)?$/;
const isClaim = (name: string): boolean =>
  /^host[._]?name$/i.test(name) ||
  claims.test(
    name
      .toLowerCase()
      .replace(/_s$/, "")
      .replace(/[\s._-]/g, ""),
  );

/** A query over a table whose rows are about computers, or over the column that names them elsewhere. */
const aboutComputers =
  /\bComputer\b|^\s*(?:Heartbeat|Perf|Event|Syslog|InsightsMetrics|SecurityEvent|WindowsEvent|ConfigurationChange|ConfigurationData|Update|UpdateSummary|VMComputer|VMProcess|VMConnection|VMBoundPort|W3CIISLog|WVD\w+)\b/m;

interface NamingAlert {
  readonly dimensions: readonly Dimension[];
  readonly targets: readonly string[];
  readonly service: string | null;
  /** What holds the query and its results; null for a metric alert. */
  readonly context: Fields | null;
}

/** Distinct computers that an alert gives only by name. */
export function hostNames({ dimensions, targets, service, context }: NamingAlert): readonly string[] {
  const criteria = listOf(at(context, "condition", "allOf")).map(fieldsOf);
  const queries = [field(context, "SearchQuery"), ...criteria.map((one) => field(one, "searchQuery"))];
  const values = dimensions.map(({ value }) => value);
  if (!holdsComputers({ targets, values, service, queries: queries.flatMap(textsOf) })) return [];
  const named = dimensions.flatMap(({ name, value }) => (isClaim(name) ? value : []));
  const events = criteria.flatMap((one) => listOf(field(one, "event"))).flatMap(hostsInRow);
  return distinct([...named, ...events, ...hostsInResults(context)].map((text) => text.trim())).filter(
    isComputerName,
  );
}

function distinct(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}

/**
 * The first log alerts have result rows and affected items. The items are taken from the column
 * `_ResourceId`, `ResourceId`, `Resource` or `Computer`, so that they can be anything:
 * https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema
 */
function hostsInResults(context: Fields | null): readonly string[] {
  const items = textsOf(field(context, "AffectedConfigurationItems"));
  const tables = listOf(at(fieldsOf(field(context, "SearchResults", "SearchResult")), "tables")).map(
    fieldsOf,
  );
  const isMeasured = /^metric/i.test(textOf(field(context, "AlertType")) ?? "");
  const isAboutComputers =
    tables.length === 0
      ? aboutComputers.test(textOf(field(context, "SearchQuery")) ?? "")
      : tables.some((table) => columnOf(table, isClaim) >= 0 && columnOf(table, isResourceColumn) < 0);
  return [
    ...(isAboutComputers ? items : []),
    // An alert on a measured value lists rows on both sides of the threshold.
    ...(isMeasured ? [] : tables.flatMap(hostsInTable)),
  ];
}

const isResourceColumn = (name: string): boolean => /^(?:_?ResourceId|Resource)$/i.test(name);

/** The first column whose name is one of these; -1 without one. */
const columnOf = (table: Fields | null, isOne: (name: string) => boolean): number =>
  listOf(field(table, "columns")).findIndex((column) => isOne(textOf(field(fieldsOf(column), "name")) ?? ""));

function hostsInTable(table: Fields | null): readonly string[] {
  const column = columnOf(table, isClaim);
  return column < 0 ? [] : listOf(field(table, "rows")).flatMap((row) => textOf(listOf(row)[column]) ?? []);
}

/** The event of a rule that fires for each row: a row by its columns' names, or a table. */
const hostsInRow = (value: unknown): readonly string[] => [
  ...hostsInTable(fieldsOf(value)),
  ...Object.entries(fieldsOf(value) ?? {}).flatMap(([name, text]) => (isClaim(name) ? textsOf(text) : [])),
];
