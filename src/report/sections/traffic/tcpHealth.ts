import { many } from "../../../wording/many.ts";
import { shareText } from "../../../wording/shareText.ts";
import { listBlock, type Block } from "../../section.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

type Tcp = CaptureSummary["tcp"];

/** The numbers of TCP; what they mean is said by the findings. */
export function tcpHealth({ tcp, protocols }: CaptureSummary): readonly Block[] {
  if (protocols.tcp === 0) return [];
  const numbers = [`${connectionsText(tcp)}.`, packetsText(tcp, protocols.tcp)];
  return listBlock(
    "TCP",
    numbers.map((text) => ({ text, note: null })),
    { shown: numbers.length },
  );
}

/** "17 connections: 14 established, 3 refused, 0 unanswered"; outcomes can be unknown. */
export function connectionsText({ connections, established, refused, unanswered }: Tcp): string {
  if (connections === 0) return "No connection was opened during the capture";
  if (refused === null || unanswered === null)
    return `${many(connections, "connection")}, their outcomes unknown`;
  const outcomes = Object.entries({ established, refused, unanswered }).map(
    ([outcome, count]) => `${count.toLocaleString("en-US")} ${outcome}`,
  );
  return `${many(connections, "connection")}: ${outcomes.join(", ")}`;
}

function packetsText({ resets, retransmissions, outOfOrder }: Tcp, packets: number): string {
  const share = retransmissions === 0 ? "" : ` (${fineShare(retransmissions / packets)})`;
  return `${many(resets, "reset")}, ${many(retransmissions, "retransmission")}${share}, ${outOfOrder.toLocaleString("en-US")} out of order, in ${many(packets, "TCP packet")}.`;
}

/** Loss below one percent matters, so it gets decimals. */
const fineShare = (share: number): string =>
  share < 0.0001
    ? "<0.01%"
    : share < 0.1
      ? `${Number((share * 100).toFixed(share < 0.001 ? 2 : 1))}%`
      : shareText(share);
