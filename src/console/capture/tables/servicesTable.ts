import { h, type JSX } from "preact";
import { bothWays } from "./bothWays.ts";
import { displayFilter } from "./displayFilter.ts";
import { SortableTable } from "./sortableTable.ts";
import type { CaptureSummary, ServicePort } from "../../../pcap/summary/captureSummary.ts";

/** Ports of the services that were used, the VM's own and those of others. */
export const ServicesTable = ({ summary }: { readonly summary: CaptureSummary }): JSX.Element =>
  h(SortableTable<ServicePort>, {
    name: "Services",
    rows: summary.ports,
    columns: [
      { name: "Port", valueOf: ({ port }) => port, isNumeric: true },
      { name: "Protocol", valueOf: ({ protocol }) => protocol },
      { name: "Side", valueOf: ({ service }) => (service === "local" ? "the VM's own" : "remote") },
      ...bothWays<ServicePort>(summary),
    ],
    filterOf: displayFilter.ofService,
  });
