import { framesOfCapture } from "../before/beforeFrame.ts";
import type { Peer } from "../summary/captureSummary.ts";

const portFields: Readonly<Record<string, string>> = { TCP: "tcp.port", UDP: "udp.port", SCTP: "sctp.port" };
const protocolFields: Readonly<Record<string, string>> = {
  ICMP: "icmp",
  ICMPv6: "icmpv6",
  GRE: "gre",
  ESP: "esp",
};

/** "ip.addr == 203.0.113.9"; `side` is "addr" for either. */
export const addressFilter = (address: string, side: "addr" | "src" | "dst" = "addr"): string =>
  `${address.includes(":") ? "ipv6" : "ip"}.${side} == ${address}`;

/** All packets of a peer's service. */
export function hostFilter({ address, port, protocol }: Pick<Peer, "address" | "port" | "protocol">): string {
  const hosts = addressFilter(address);
  const [portField, protocolField] = [portFields[protocol], protocolFields[protocol]];
  if (port !== null && portField !== undefined) return `${hosts} && ${portField} == ${port}`;
  return protocolField === undefined ? hosts : `${hosts} && ${protocolField}`;
}

/**
 * Single packets, where nothing narrower tells them apart; at most twenty.
 *
 * @param otherwise where none of them is in the capture file
 */
export function framesFilter(frames: readonly number[], otherwise = "frame.number == 0"): string {
  const own = framesOfCapture(frames).slice(0, 20);
  return own.length === 0 ? otherwise : `frame.number in {${own.join(", ")}}`;
}
