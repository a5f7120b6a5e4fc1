import { roughBytes } from "../../../wording/roughBytes.ts";
import { shareText } from "../../../wording/shareText.ts";
import { moreThan, type BarRow, type Block } from "../../section.ts";
import { peerText } from "./peerText.ts";
import type { CaptureSummary, Peer } from "../../../pcap/summary/captureSummary.ts";

/**
 * The services that the VM used and the clients that used the VM, with their share of its bytes both ways.
 */
export function services({ peers, directions }: CaptureSummary, shown: number): readonly Block[] {
  const total = directions.outbound.bytes + directions.inbound.bytes;
  if (peers.length === 0 || total === 0) return [];
  const rows = peers
    .filter(({ outbound, inbound }) => outbound.bytes + inbound.bytes > 0)
    .slice(0, shown)
    .map((peer) => row(peer, total));
  return [
    {
      kind: "bars",
      title: "Top peers (share of the VM's traffic)",
      rows,
      more: moreThan(shown, peers.length),
    },
  ];
}

function row(peer: Peer, total: number): BarRow {
  const [sent, received] = [peer.outbound.bytes, peer.inbound.bytes];
  return {
    label: peerText(peer),
    parts: [
      { tone: "sent", share: sent / total },
      { tone: "received", share: received / total },
    ],
    value: shareText((sent + received) / total),
    note: `${peer.protocol}, ${roughBytes(sent)} sent, ${roughBytes(received)} received`,
  };
}
