import { socketText } from "../../wording/socketText.ts";
import type { Peer, Question } from "../summary/captureSummary.ts";

/** "went to 203.0.113.9:443 (updates.example.net)". */
export function peerWording(peer: Peer, asked: Question): string {
  const to = asked === "outbound" ? "to" : "from";
  const verb = asked === "outbound" ? "went" : "came";
  const name = peer.name === null ? "" : ` (${peer.name})`;
  if (peer.port === null) return `${verb} ${to} ${peer.address}${name} by ${peer.protocol}`;
  if (peer.service === "local")
    return `${verb} ${to} ${peer.address}${name}, a client of the VM's port ${peer.port}`;
  return `${verb} ${to} ${socketText(peer.address, peer.port)}${name}`;
}
