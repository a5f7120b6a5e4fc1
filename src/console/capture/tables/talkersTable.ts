import { h, type VNode } from "preact";
import { displayFilter } from "./displayFilter.ts";
import { figureColumn } from "./figureColumn.ts";
import { hostCell } from "./hostCell.ts";
import { SortableTable } from "./sortableTable.ts";
import type { CaptureSummary, Talker } from "../../../pcap/summary/captureSummary.ts";

/** Hosts, whichever side they are on. */
export const TalkersTable = ({ summary }: { readonly summary: CaptureSummary }): VNode =>
  h(SortableTable<Talker>, {
    name: "Top talkers",
    rows: summary.talkers,
    columns: [
      {
        name: "Host",
        valueOf: ({ address }) => address,
        show: (host) => hostCell(host, null, host.local ? "the VM" : null),
      },
      figureColumn.ofBytes("Sent", ({ sent }) => sent.bytes),
      figureColumn.ofBytes("Received", ({ received }) => received.bytes),
    ],
    filterOf: displayFilter.ofHost,
  });
