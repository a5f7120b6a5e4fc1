import { exactBytes, roughBytes } from "../../src/report/text/roughBytes.ts";
import type {
  CaptureSummary,
  Conversation,
  PacketCount,
  Peer,
  Talker,
} from "../../src/pcap/summary/captureSummary.ts";
import { durationText } from "../../src/report/text/durationText.ts";

const barWidth = 24;
const heights = " ▁▂▃▄▅▆▇█";

const many = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
const amount = ({ packets, bytes }: PacketCount): string =>
  `${roughBytes(bytes)} in ${many(packets, "packet")}`;
const named = ({ address, name }: { address: string; name: string | null }): string =>
  name === null ? address : `${address} (${name})`;
const withPort = (address: string, port: number | null): string =>
  port === null ? address : address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
const bar = (share: number): string => "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "·");

/** The summary for a terminal. */
export function analysisText(summary: CaptureSummary): string {
  const sections = [
    [summary.headline ?? "No IP packets", ...summary.remarks.map(({ text }) => text), ""],
    fileLines(summary),
    section("Over time", [timeline(summary)]),
    section("Directions", directionLines(summary)),
    section("Remote services and clients", summary.peers.map(peerLine(summary))),
    section("Talkers", summary.talkers.map(talkerLine)),
    section("Conversations", summary.conversations.top.map(conversationLine)),
    section("TCP", tcpLines(summary)),
    section("DNS names", dnsLines(summary)),
    section(
      "TLS servers",
      summary.tlsServers.map(({ name, handshakes }) => `${name}  ${many(handshakes, "handshake")}`),
    ),
  ];
  return `${sections.flat().join("\n")}\n`;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];

function fileLines(summary: CaptureSummary): string[] {
  const { file, localAddresses } = summary;
  const ending =
    file.ending === "complete"
      ? []
      : [`The file ${file.detail ?? file.ending}, at byte ${file.atByte ?? 0}.`];
  const exactness = summary.exact
    ? []
    : [`More flows than fit in memory: counts may lack up to ${roughBytes(summary.missableBytes)} each.`];
  return [
    `${many(summary.packets, "packet")}, ${exactBytes(summary.bytes)}, ${durationText(summary.durationSeconds)}`,
    `${summary.firstPacketAt ?? "no time"} to ${summary.lastPacketAt ?? "no time"}`,
    `${file.format ?? "unknown format"}, ${file.linkTypes.join(", ") || "no link type"}`,
    `The VM: ${localAddresses.addresses.join(", ") || "unknown"} (${localAddresses.source})`,
    ...ending,
    ...exactness,
  ];
}

function timeline({ timeline: { bytes, bucketSeconds } }: CaptureSummary): string {
  const most = Math.max(...bytes, 1);
  const columns = bytes.map((count) => heights[Math.ceil((count / most) * (heights.length - 1))] ?? " ");
  return `${columns.join("")}  ${bucketSeconds} s each, at most ${roughBytes(most)}`;
}

function directionLines({ directions }: CaptureSummary): string[] {
  const total = Math.max(
    Object.values(directions).reduce((bytes, direction) => bytes + direction.bytes, 0),
    1,
  );
  return Object.entries(directions)
    .filter(([, { packets }]) => packets > 0)
    .map(([name, count]) => `${name.padEnd(10)} ${bar(count.bytes / total)} ${amount(count)}`);
}

const peerLine =
  ({ directions }: CaptureSummary) =>
  (peer: Peer): string => {
    const total = Math.max(directions.outbound.bytes + directions.inbound.bytes, 1);
    const share = (peer.outbound.bytes + peer.inbound.bytes) / total;
    const service =
      peer.service === "remote"
        ? withPort(peer.address, peer.port)
        : `${peer.address}, client of port ${peer.port ?? 0}`;
    const name = peer.name === null ? "" : ` (${peer.name})`;
    return `${bar(share)} ${peer.protocol} ${service}${name}: sent ${amount(peer.outbound)}, received ${amount(peer.inbound)}`;
  };

const talkerLine = (talker: Talker): string =>
  `${named(talker)}${talker.local ? " [the VM]" : ""}: sent ${amount(talker.sent)}, received ${amount(talker.received)}`;

const conversationLine = ({ protocol, a, b, fromAToB, fromBToA }: Conversation): string =>
  `${protocol} ${withPort(a.address, a.port)} → ${withPort(b.address, b.port)}: ${amount(fromAToB)}; back ${amount(fromBToA)}`;

function tcpLines({ tcp }: CaptureSummary): string[] {
  return [
    `${many(tcp.connections, "connection")} begun: ${tcp.established} established, ${tcp.refused} refused, ${tcp.unanswered} unanswered`,
    `${many(tcp.resets, "reset")}, ${many(tcp.retransmissions, "retransmission")}, ${tcp.outOfOrder} out of order`,
  ];
}

const dnsLines = ({ dns }: CaptureSummary): string[] =>
  dns.names.map(
    ({ name, queries, failures, addresses }) =>
      `${name}  asked ${queries} times${failures > 0 ? `, failed ${failures}` : ""}${addresses.length > 0 ? `: ${addresses.join(", ")}` : ""}`,
  );
