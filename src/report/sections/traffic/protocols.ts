import { shareText } from "../../../wording/shareText.ts";
import { titledFacts, type Block } from "../../section.ts";
import type { CaptureSummary, PacketCount, ServicePort } from "../../../pcap/summary/captureSummary.ts";

const sum = (counts: readonly PacketCount[]): number => counts.reduce((total, { bytes }) => total + bytes, 0);

/** Ports and protocols with their share of the bytes. */
export function protocols(summary: CaptureSummary, shown: number): readonly Block[] {
  const { ports, protocolMix, directions } = summary;
  const ofVm = directions.outbound.bytes + directions.inbound.bytes;
  const theirs = ports.filter(({ service }) => service === "remote").slice(0, shown);
  const own = ports.filter(({ service }) => service === "local").slice(0, shown);
  const total = sum(protocolMix);
  const mix = protocolMix
    .slice(0, shown)
    .map(({ protocol, bytes }) => `${protocol} ${shareText(bytes / Math.max(total, 1))}`);
  if (ports.length + mix.length === 0) return [];
  return [
    titledFacts(
      "Protocols and ports",
      ["Protocols", mix.join(", ")],
      ["Ports used", theirs.map((port) => portText(port, ofVm)).join(", ")],
      ["VM's ports", own.map((port) => portText(port, ofVm)).join(", ")],
    ),
  ];
}

const portText = ({ protocol, port, outbound, inbound }: ServicePort, total: number): string =>
  `${protocol} ${port} ${shareText((outbound.bytes + inbound.bytes) / Math.max(total, 1))}`;
