import { socketText } from "../../../wording/socketText.ts";
import type { ConversationEnd, Peer, TrafficEnd } from "../../../pcap/summary/captureSummary.ts";

const nameText = ({ name }: TrafficEnd): string => (name === null ? "" : ` (${name})`);

export const hostText = (end: TrafficEnd): string => `${end.address}${nameText(end)}`;

/** Without the name, because a conversation has two ends on one line. */
export const endText = ({ address, port }: ConversationEnd): string => socketText(address, port);

/** "203.0.113.9:443 (updates.example.net)"; for a client, the VM's port that it used. */
export function peerText(peer: Peer): string {
  if (peer.port === null || peer.service === "remote")
    return `${socketText(peer.address, peer.port)}${nameText(peer)}`;
  return `${hostText(peer)}, client of the VM's port ${peer.port}`;
}
