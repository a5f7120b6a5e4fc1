import { timestampText } from "../file/timestamp.ts";
import { countPairs } from "../flows/countPairs.ts";
import { linkTypeNames } from "../protocols/link.ts";
import { answerOf, headline } from "./headline.ts";
import {
  describeConversation,
  describeDns,
  largestPeer,
  listPeers,
  listPorts,
  listProtocols,
  listTalkers,
  listTlsServers,
} from "./listPeers.ts";
import { listRemarks } from "./listRemarks.ts";
import type { Dissector } from "../dissector.ts";
import type { RecordStream, StreamEnding } from "../file/recordStream.ts";
import type { Flow } from "../flows/flow.ts";
import type { FlowTable } from "../flows/flowTable.ts";
import type { Ledger } from "../flows/ledger.ts";
import type { NameReader } from "../names/nameReader.ts";
import type { AddressBook } from "./addressBook.ts";
import type { CaptureSummary, Question } from "./captureSummary.ts";
import type { Timeline } from "./timeline.ts";

const listedLinkTypes = 8;
const listedAddresses = 8;

/** All that is known once the file has been read. */
export interface AnalyzedCapture {
  readonly ending: StreamEnding;
  readonly stream: RecordStream;
  readonly dissector: Dissector;
  readonly timeline: Timeline;
  readonly flows: FlowTable;
  readonly names: NameReader;
  readonly ledger: Ledger;
  /** The largest flows, largest first. */
  readonly largest: readonly Flow[];
  readonly local: ReadonlySet<number>;
  readonly given: boolean;
  readonly question: Question | null;
  readonly book: AddressBook;
}

export function composeSummary(findings: AnalyzedCapture): CaptureSummary {
  const { ledger, book, local, names } = findings;
  const exactness = describeExactness(findings);
  const base = {
    directions: ledger.directions,
    localAddresses: describeLocal(findings),
    conversations: describeConversations(findings),
  };
  const largest = {
    outbound: largestPeer(ledger, book, "outbound"),
    inbound: largestPeer(ledger, book, "inbound"),
  };
  const answer = answerOf(base, largest, findings.question);
  return {
    file: describeFile(findings),
    headline: headline(base, answer, findings.question),
    answer,
    remarks: listRemarks({ ledger, names, book, exact: exactness.exact }),
    ...describeAmounts(findings),
    ...base,
    protocols: describeProtocols(findings),
    protocolMix: listProtocols(ledger),
    talkers: listTalkers(ledger, book, local),
    peers: listPeers(ledger, book),
    ports: listPorts(ledger),
    ...exactness,
    tcp: describeTcp(findings),
    dns: describeDns(names, book),
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
  | "shortenedPackets"
  | "firstPacketAt"
  | "lastPacketAt"
  | "durationSeconds"
  | "packetsPerSecond"
  | "bitsPerSecond"
  | "timeline";

function describeAmounts({ dissector, timeline }: AnalyzedCapture): Pick<CaptureSummary, Amounts> {
  const { packets, wireBytes, capturedBytes, shortened } = dissector;
  const seconds = timeline.durationSeconds;
  return {
    packets,
    bytes: wireBytes,
    capturedBytes,
    shortenedPackets: shortened,
    firstPacketAt: timestampText(timeline.first),
    lastPacketAt: timestampText(timeline.last),
    durationSeconds: seconds,
    packetsPerSecond: seconds === 0 ? null : packets / seconds,
    bitsPerSecond: seconds === 0 ? null : (wireBytes * 8) / seconds,
    timeline: {
      startsAt: timestampText({ seconds: timeline.startSeconds, nanoseconds: 0 }),
      bucketSeconds: timeline.bucketSeconds,
      ...timeline.read(),
    },
  };
}

function describeProtocols({ dissector }: AnalyzedCapture): CaptureSummary["protocols"] {
  const { eth, vlan, arp, ip, ipv6, tcp, udp, icmp, icmpv6, dns } = dissector.frames;
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
}: AnalyzedCapture): CaptureSummary["conversations"] {
  return {
    counts: { ...countPairs(flows), ...ledger.flowCounts },
    top: largest.map((flow) => describeConversation(flow, book, local)),
  };
}

function describeExactness({
  flows,
  ledger,
  dissector,
}: AnalyzedCapture): Pick<CaptureSummary, "exact" | "missableBytes"> {
  const missable = flows.missableBytes + ledger.hosts.missableBytes + ledger.endpoints.missableBytes;
  const exact = missable === 0 && flows.crowdedOut === 0 && !dissector.addresses.full;
  return { exact, missableBytes: missable };
}

function describeTcp({ dissector, ledger }: AnalyzedCapture): CaptureSummary["tcp"] {
  const { connections, established, refused, unanswered } = ledger;
  const { resets, retransmissions, outOfOrder } = dissector.flows.tcp;
  return { connections, established, refused, unanswered, resets, retransmissions, outOfOrder };
}
