import { commands, type Block } from "../../section.ts";
import { findingsOf } from "./findingsOf.ts";
import type { CaptureSummary, Peer } from "../../../pcap/summary/captureSummary.ts";

const address = /^[0-9a-f:.]{2,45}$/i;
const portFields: Readonly<Record<string, string>> = { TCP: "tcp.port", UDP: "udp.port", SCTP: "sctp.port" };
const protocolFields: Readonly<Record<string, string>> = {
  ICMP: "icmp",
  ICMPv6: "icmpv6",
  GRE: "gre",
  ESP: "esp",
};

/** Wireshark display filters for the lead and the findings. */
export function displayFilters(summary: CaptureSummary): readonly Block[] {
  const found = findingsOf(summary).map(({ filter }) => filter);
  return commands("Display filters for Wireshark:", [
    ...new Set([...answerFilter(summary, found.length === 0), ...found]),
  ]);
}

/** A peer that does not dominate gets a filter only when there is no finding. */
const answerFilter = ({ answer }: CaptureSummary, isAlone: boolean): readonly string[] =>
  answer !== null && (answer.telling || isAlone) ? peerFilter(answer.peer) : [];

/** Empty when the address stands for several. */
function peerFilter({ address: host, port, protocol }: Peer): readonly string[] {
  if (!address.test(host)) return [];
  const hosts = `${host.includes(":") ? "ipv6" : "ip"}.addr == ${host}`;
  const [portField, protocolField] = [portFields[protocol], protocolFields[protocol]];
  if (port !== null && portField !== undefined) return [`${hosts} && ${portField} == ${port}`];
  return [protocolField === undefined ? hosts : `${hosts} && ${protocolField}`];
}
