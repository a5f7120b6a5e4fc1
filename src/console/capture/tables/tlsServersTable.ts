import { h, type JSX } from "preact";
import { displayFilter } from "./displayFilter.ts";
import { figureColumn } from "./figureColumn.ts";
import { SortableTable } from "./sortableTable.ts";
import type { CaptureSummary, TlsServer } from "../../../pcap/summary/captureSummary.ts";

/** Server names from TLS handshakes. */
export const TlsServersTable = ({ summary }: { readonly summary: CaptureSummary }): JSX.Element =>
  h(SortableTable<TlsServer>, {
    name: "TLS servers",
    rows: summary.tlsServers,
    columns: [
      { name: "Name", valueOf: ({ name }) => name, show: ({ name }) => h("span", { class: "name" }, name) },
      figureColumn.ofCount<TlsServer>("Handshakes", ({ handshakes }) => handshakes),
      { name: "Addresses", valueOf: ({ addresses }) => addresses.join(", ") || null },
    ],
    filterOf: ({ name }) => displayFilter.ofTlsServer(name),
  });
