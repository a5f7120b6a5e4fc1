import { shareText } from "../../../wording/shareText.ts";
import { figureColumn } from "./figureColumn.ts";
import type { CaptureSummary, Peer } from "../../../pcap/summary/captureSummary.ts";
import type { SortableColumn } from "./sortableTable.ts";

type Counted = Pick<Peer, "outbound" | "inbound">;

const bytesOf = ({ outbound, inbound }: Counted): number => outbound.bytes + inbound.bytes;

/** What the VM sent and received, and the share of that in all of its traffic. */
export function bothWays<Row extends Counted>({
  directions: { outbound, inbound },
}: CaptureSummary): readonly SortableColumn<Row>[] {
  const total = Math.max(outbound.bytes + inbound.bytes, 1);
  return [
    figureColumn.ofBytes<Row>("Sent", (row) => row.outbound.bytes),
    figureColumn.ofBytes<Row>("Received", (row) => row.inbound.bytes),
    { name: "Share", valueOf: bytesOf, show: (row) => shareText(bytesOf(row) / total), isNumeric: true },
  ];
}
