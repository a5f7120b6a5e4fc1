import { h, type JSX } from "preact";
import { displayFilter } from "./displayFilter.ts";
import { figureColumn } from "./figureColumn.ts";
import { hostCell } from "./hostCell.ts";
import { SortableTable } from "./sortableTable.ts";
import type { CaptureSummary, Talker } from "../../../pcap/summary/captureSummary.ts";

/** Hosts, whichever side they are on. */
export const TalkersTable = ({ summary }: { readonly summary: CaptureSummary }): JSX.Element =>
  h(SortableTable<Talker>, {
    name: "Top talkers",
    rows: summary.talkers,
    columns: [
      {
        name: "Host",
        valueOf: ({ address }) => address,
        show: (host) => hostCell(host, null, host.local ? "the VM" : null),
      },
      figureColumn.ofBytes<Talker>("Sent", ({ sent }) => sent.bytes),
      figureColumn.ofBytes<Talker>("Received", ({ received }) => received.bytes),
    ],
    filterOf: ({ address }) => displayFilter.ofHost(address),
  });
