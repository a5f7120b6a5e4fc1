import { timestampText } from "../file/timestamp.ts";
import { conclusions } from "../findings/conclusions.ts";
import { countPairs } from "../flows/countPairs.ts";
import { linkTypeNames } from "../protocols/link.ts";
import { missingShare } from "./answer/answerOf.ts";
import { describeAnswer } from "./answer/describeAnswer.ts";
import { describeConversation } from "./describeConversation.ts";
import { describeDns } from "./dns/describeDns.ts";
import { listTlsServers } from "./dns/listNames.ts";
import { listLatency } from "./listLatency.ts";
import { listPeers } from "./listPeers.ts";
import { listPorts } from "./listPorts.ts";
import { listProtocols } from "./listProtocols.ts";
import { listTalkers } from "./listTalkers.ts";
import type { AnalyzedCapture } from "./analyzedCapture.ts";
import type { CaptureSummary } from "./captureSummary.ts";

const listedLinkTypes = 8;
const listedAddresses = 8;

/** Writes the counts as a summary, which may be too large yet (fitSummary.ts). */
export function composeSummary(capture: AnalyzedCapture): CaptureSummary {
  const { ledger, book, local, names } = capture;
  const exactness = describeExactness(capture);
  const { missableBytes } = exactness;
  const amounts = describeAmounts(capture);
  const missing = missingShare(missableBytes, amounts.bytes);
  const answered = describeAnswer(capture, missing);
  return {
    ...conclusions({ ...capture, ...answered, missing, missableBytes }),
    file: describeFile(capture),
    before: capture.before,
    moment: capture.moment,
    answer: answered.answer,
    ...amounts,
    directions: ledger.directions,
    localAddresses: describeLocal(capture),
    conversations: describeConversations(capture),
    protocols: describeProtocols(capture),
    protocolMix: listProtocols(ledger),
    talkers: listTalkers(ledger, book, local),
    peers: listPeers(ledger, book),
    ports: listPorts(ledger),
    ...exactness,
    tcp: describeTcp(capture),
    latency: listLatency(capture),
    dns: describeDns(capture),
    tlsServers: listTlsServers(names, book),
  };
}

function describeFile({ stream, ending }: AnalyzedCapture): CaptureSummary["file"] {
  return {
    format: stream.formatName,
    bytes: stream.bytes,
    linkTypes: stream.linkTypes
      .slice(0, listedLinkTypes)
      .map((type) => linkTypeNames.get(type) ?? `link type ${type}, not read`),
    ending: ending.kind,
    atByte: ending.atByte,
    detail: ending.detail,
  };
}

type Amounts =
  | "packets"
  | "bytes"
  | "capturedBytes"
  | "largestPacketBytes"
  | "shortenedPackets"
  | "firstPacketAt"
  | "lastPacketAt"
  | "durationSeconds"
  | "packetsPerSecond"
  | "bitsPerSecond"
  | "timeline";

function describeAmounts({
  counts,
  timeline,
  local,
  ledger: { directions },
}: AnalyzedCapture): Pick<CaptureSummary, Amounts> {
  const { packets, wireBytes, file } = counts;
  const seconds = timeline.durationSeconds;
  return {
    packets,
    bytes: wireBytes,
    capturedBytes: file.capturedBytes,
    largestPacketBytes: file.largestPacketBytes,
    shortenedPackets: file.shortened,
    firstPacketAt: timestampText(timeline.first),
    lastPacketAt: timestampText(timeline.last),
    durationSeconds: seconds,
    packetsPerSecond: seconds === 0 ? null : packets / seconds,
    bitsPerSecond: seconds === 0 ? null : (wireBytes * 8) / seconds,
    timeline: {
      startsAt: timestampText(timeline.start),
      bucketSeconds: timeline.bucketSeconds,
      ...timeline.read(),
      ...timeline.readSides(local, {
        sent: directions.outbound.bytes + directions.internal.bytes,
        received: directions.inbound.bytes + directions.internal.bytes,
      }),
    },
  };
}

function describeProtocols({ frames }: AnalyzedCapture): CaptureSummary["protocols"] {
  const { eth, vlan, arp, ip, ipv6, tcp, udp, icmp, icmpv6, dns } = frames;
  return { eth, vlan, arp, ip, ipv6, tcp, udp, icmp, icmpv6, dns };
}

function describeLocal({ local, given, book }: AnalyzedCapture): CaptureSummary["localAddresses"] {
  return {
    source: given ? "given" : local.size === 0 ? "unknown" : "inferred",
    addresses: [...local].slice(0, listedAddresses).map((key) => book.keyText(key)),
  };
}

function describeConversations({
  flows,
  ledger,
  largest,
  book,
  local,
  hash,
}: AnalyzedCapture): CaptureSummary["conversations"] {
  return {
    counts: { ...countPairs(flows, hash), ...ledger.flowCounts },
    top: largest.map((flow) => describeConversation(flow, book, local)),
  };
}

function describeExactness({
  flows,
  ledger,
  unread,
  addressesOverflowed,
}: AnalyzedCapture): Pick<CaptureSummary, "exact" | "missableBytes" | "unreadPackets"> {
  const { hosts, endpoints, addresslessBytes } = ledger;
  const missableBytes =
    flows.missableBytes + hosts.missableBytes + endpoints.missableBytes + addresslessBytes + unread.bytes;
  const exact = missableBytes === 0 && flows.dropped === 0 && !addressesOverflowed && unread.packets === 0;
  return { exact, missableBytes, unreadPackets: unread.packets };
}

function describeTcp({ tcp, ledger, outcomesKnown }: AnalyzedCapture): CaptureSummary["tcp"] {
  const { connections, established, refused, unanswered, halfOpen } = ledger;
  return {
    connections,
    established,
    refused: outcomesKnown ? refused : null,
    unanswered: outcomesKnown ? unanswered : null,
    halfOpen: outcomesKnown ? halfOpen : null,
    resets: tcp.resets,
    retransmissions: tcp.retransmissions,
    fastRetransmissions: tcp.fastRetransmissions,
    spuriousRetransmissions: tcp.spuriousRetransmissions,
    outOfOrder: tcp.outOfOrder,
    zeroWindows: tcp.zeroWindows,
    windowFull: tcp.cutSyns > 0 ? null : tcp.windowFull,
    lostSegments: tcp.lostSegments,
    ackedLostSegments: tcp.ackedLostSegments,
    duplicateAcks: tcp.duplicateAcks,
    keepAlives: tcp.keepAlives,
    copies: tcp.copies,
  };
}
