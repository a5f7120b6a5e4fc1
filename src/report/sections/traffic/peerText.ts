import type { ConversationEnd, Peer, TrafficEnd } from "../../../pcap/summary/captureSummary.ts";

/** "203.0.113.9:443", "[2001:db8::9]:443". */
function withPort(address: string, port: number | null): string {
  if (port === null) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

const nameText = ({ name }: TrafficEnd): string => (name === null ? "" : ` (${name})`);

export const hostText = (end: TrafficEnd): string => `${end.address}${nameText(end)}`;

/** Without the name, because a conversation has two ends on one line. */
export const endText = ({ address, port }: ConversationEnd): string => withPort(address, port);

/** "203.0.113.9:443 (updates.example.net)"; for a client, the VM's port that it used. */
export function peerText(peer: Peer): string {
  if (peer.port === null || peer.service === "remote")
    return `${withPort(peer.address, peer.port)}${nameText(peer)}`;
  return `${hostText(peer)}, client of the VM's port ${peer.port}`;
}
