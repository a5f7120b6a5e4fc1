import { h, type JSX } from "preact";
import { displayFilter } from "./displayFilter.ts";
import { figureColumn } from "./figureColumn.ts";
import { SortableTable } from "./sortableTable.ts";
import type { AskedDnsName, CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

interface DnsNamesTableProps {
  readonly summary: CaptureSummary;
  /** All queries in a line. */
  readonly note: string | null;
}

/** The names that were asked for most. */
export const DnsNamesTable = ({ summary, note }: DnsNamesTableProps): JSX.Element =>
  h(SortableTable<AskedDnsName>, {
    name: "DNS names",
    note,
    rows: summary.dns.names,
    columns: [
      { name: "Name", valueOf: ({ name }) => name, show: ({ name }) => h("span", { class: "name" }, name) },
      figureColumn.ofCount<AskedDnsName>("Queries", ({ queries }) => queries),
      figureColumn.ofCount<AskedDnsName>("Failed", ({ failures }) => failures),
      { name: "Addresses", valueOf: ({ addresses }) => addresses.join(", ") || null },
    ],
    filterOf: ({ name }) => displayFilter.ofDnsName(name),
  });
