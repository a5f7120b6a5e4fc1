import { evidenceText } from "../../src/report/sections/traffic/evidenceText.ts";
import { severityText } from "../../src/report/sections/traffic/findings.ts";
import { endText, hostText, peerText } from "../../src/report/sections/traffic/peerText.ts";
import { connectionsText } from "../../src/report/sections/traffic/tcpHealth.ts";
import { sparkline } from "../../src/report/text/sparkline.ts";
import { bitRate } from "../../src/wording/bitRate.ts";
import { durationText } from "../../src/wording/durationText.ts";
import { many } from "../../src/wording/many.ts";
import { exactBytes, roughBytes } from "../../src/wording/roughBytes.ts";
import { barText } from "./terminal/barText.ts";
import { terminalText } from "./terminal/terminalText.ts";
import type { Finding } from "../../src/pcap/findings/finding.ts";
import type {
  CaptureSummary,
  Conversation,
  PacketCount,
  Peer,
  Talker,
} from "../../src/pcap/summary/captureSummary.ts";

const usualColumns = 80;
const bars = { most: 24, least: 5 };

/** A share as a bar, which gives way to the text beside it in a narrow terminal. */
function bar(share: number, columns: number): string {
  const width = Math.min(columns - 30, bars.most);
  return width < bars.least ? "" : `${barText(share, width, ["█", "·"])} `;
}

const amount = ({ packets, bytes }: PacketCount): string =>
  `${roughBytes(bytes)} in ${many(packets, "packet")}`;

/** The summary for a terminal of so many columns. */
export function analysisText(summary: CaptureSummary, columns = usualColumns): string {
  const sections = [
    [summary.lead, ""],
    ...summary.findings.map((finding) => findingLines(finding, summary)),
    fileLines(summary),
    timelineLines(summary, columns),
    section("Directions", directionLines(summary, columns)),
    section("Top peers (share of the VM's traffic)", summary.peers.map(peerLine(summary, columns))),
    section("Talkers", summary.talkers.map(talkerLine)),
    section("Conversations", summary.conversations.top.map(conversationLine)),
    section("TCP", tcpLines(summary)),
    section("DNS names", dnsLines(summary)),
    section(
      "TLS servers",
      summary.tlsServers.map(({ name, handshakes }) => `${name}  ${many(handshakes, "handshake")}`),
    ),
  ];
  return `${sections.flat().map(terminalText.line).join("\n")}\n`;
}

const findingLines = (finding: Finding, summary: CaptureSummary): string[] => [
  severityText(finding, summary),
  ...[evidenceText(finding.evidence), finding.filter, finding.nextStep]
    .filter((line) => line !== "")
    .map((line) => `  ${line}`),
  "",
];

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
    : [`Too many flows for memory: each count may lack up to ${roughBytes(summary.missableBytes)}.`];
  return [
    `${many(summary.packets, "packet")}, ${exactBytes(summary.bytes)}, ${durationText(summary.durationSeconds)}`,
    `${summary.firstPacketAt ?? "no time"} to ${summary.lastPacketAt ?? "no time"}`,
    `${file.format ?? "unknown format"}, ${file.linkTypes.join(", ") || "no link type"}`,
    ...beforeLines(summary),
    `The VM: ${localAddresses.addresses.join(", ") || "unknown"} (${localAddresses.source})`,
    ...ending,
    ...exactness,
  ];
}

/** What the files from before the capture add. */
function beforeLines({ before, moment }: CaptureSummary): string[] {
  const alert = moment === null ? [] : [`The alert fired at ${moment.at}`];
  if (before === null) return alert;
  const { packets, files, unreadFiles, gapSeconds, overlapPackets } = before;
  const gap = gapSeconds === null || gapSeconds === 0 ? "" : `, ${durationText(gapSeconds)} before it begins`;
  const both = overlapPackets === 0 ? "" : `; ${many(overlapPackets, "packet")} more are in both`;
  const unread = unreadFiles === 0 ? "" : `; ${many(unreadFiles, "file")} not read`;
  return [
    ...alert,
    `Before the capture: ${many(packets, "packet")} in ${many(files, "file")}${gap}${both}${unread}`,
    ...(packets === 0 ? [] : [`${before.firstPacketAt ?? ""} to ${before.lastPacketAt ?? ""}`]),
  ];
}

/** One line. Where it would be wider than the terminal, several columns of the timeline become one. */
function timelineLines({ timeline }: CaptureSummary, columns: number): string[] {
  const each = Math.ceil(Math.max(timeline.complete, 1) / Math.max(columns - 2, 1));
  const bytes: number[] = [];
  for (let at = 0; at + each <= timeline.complete; at += each)
    bytes.push(timeline.bytes.slice(at, at + each).reduce((sum, one) => sum + one, 0));
  const seconds = timeline.bucketSeconds * each;
  const peak = bitRate((Math.max(...bytes, 0) * 8) / seconds);
  return ["", `Traffic over time (${seconds} s per bar, peak ${peak})`, `  ${sparkline(bytes)}`];
}

function directionLines({ directions }: CaptureSummary, columns: number): string[] {
  const total = Math.max(
    Object.values(directions).reduce((bytes, direction) => bytes + direction.bytes, 0),
    1,
  );
  return Object.entries(directions)
    .filter(([, { packets }]) => packets > 0)
    .map(([name, count]) => `${name.padEnd(10)} ${bar(count.bytes / total, columns)}${amount(count)}`);
}

const peerLine =
  ({ directions }: CaptureSummary, columns: number) =>
  (peer: Peer): string => {
    const total = Math.max(directions.outbound.bytes + directions.inbound.bytes, 1);
    const share = (peer.outbound.bytes + peer.inbound.bytes) / total;
    return `${bar(share, columns)}${peer.protocol} ${peerText(peer)}: sent ${amount(peer.outbound)}, received ${amount(peer.inbound)}`;
  };

const talkerLine = (talker: Talker): string =>
  `${hostText(talker)}${talker.local ? " [the VM]" : ""}: sent ${amount(talker.sent)}, received ${amount(talker.received)}`;

const conversationLine = ({ protocol, a, b, fromAToB, fromBToA }: Conversation): string =>
  `${protocol} ${endText(a)} → ${endText(b)}: ${amount(fromAToB)} →, ${amount(fromBToA)} ←`;

function tcpLines({ tcp }: CaptureSummary): string[] {
  return [
    connectionsText(tcp),
    `${many(tcp.resets, "reset")}, ${many(tcp.retransmissions, "retransmission")}, ${tcp.outOfOrder} out of order`,
  ];
}

const dnsLines = ({ dns }: CaptureSummary): string[] =>
  dns.names.map(
    ({ name, queries, failures, addresses }) =>
      `${name}  asked ${queries} times${failures > 0 ? `, failed ${failures}` : ""}${addresses.length > 0 ? `: ${addresses.join(", ")}` : ""}`,
  );
