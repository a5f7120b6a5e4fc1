import { roughBytes } from "../../../wording/roughBytes.ts";
import { listBlock, type Block, type ListItem } from "../../section.ts";
import { endText, hostText } from "./peerText.ts";
import type { CaptureSummary, Conversation, Talker } from "../../../pcap/summary/captureSummary.ts";

export const talkers = (summary: CaptureSummary, shown: number): readonly Block[] =>
  listBlock("Top talkers", summary.talkers.map(talker), { shown });

const talker = (host: Talker): ListItem => ({
  text: `${hostText(host)}${host.local ? ", the VM" : ""}`,
  note: `${roughBytes(host.sent.bytes)} sent, ${roughBytes(host.received.bytes)} received`,
});

export function conversations(
  { conversations: { top, counts } }: CaptureSummary,
  shown: number,
): readonly Block[] {
  // Protocols without ports have no count of their own: their conversations count as pairs of addresses.
  const hasPorts = top.every(({ protocol }) => protocol === "TCP" || protocol === "UDP");
  const total = counts.tcp + counts.udp;
  return listBlock("Top conversations", top.map(conversation), hasPorts ? { shown, total } : { shown });
}

const conversation = ({ protocol, a, b, fromAToB, fromBToA }: Conversation): ListItem => ({
  text: `${protocol} ${endText(a)} → ${endText(b)}`,
  note: `${roughBytes(fromAToB.bytes)} →, ${roughBytes(fromBToA.bytes)} ←`,
});
