import { specimenSummary } from "../../../src/report/specimen/specimenSummary.ts";
import { finding, found, manyFindings, nothingFound } from "./findings.ts";
import { peers } from "./peers.ts";
import type { Answer, CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

/** A VM that sends 93% of its bytes to one host; the others are this one with parts replaced. */
export const outboundToService = specimenSummary("2026-11-23T02:00:47.000Z");

const changed = (changes: Partial<CaptureSummary>): CaptureSummary => ({ ...outboundToService, ...changes });

const { largest, client, ipv6Peer, pinged, scanned } = peers;
const none = { packets: 0, bytes: 0 };

/** What a TCP analysis counts, when there is nothing to count. */
const quietTcp: CaptureSummary["tcp"] = {
  connections: 0,
  established: 0,
  refused: 0,
  unanswered: 0,
  halfOpen: 0,
  resets: 0,
  retransmissions: 0,
  fastRetransmissions: 0,
  spuriousRetransmissions: 0,
  outOfOrder: 0,
  zeroWindows: 0,
  windowFull: 0,
  lostSegments: 0,
  ackedLostSegments: 0,
  duplicateAcks: 0,
  keepAlives: 0,
  copies: 0,
};

const answered = (
  text: string,
  answer: Partial<Answer>,
  changes: Partial<CaptureSummary> = {},
): CaptureSummary =>
  changed({
    ...found("top-peer", finding("top-peer", "note", text, "ip.addr == 203.0.113.9")),
    answer: {
      asked: "outbound",
      window: null,
      share: 0.93,
      missing: 0,
      telling: true,
      peer: largest,
      ...answer,
    },
    ...changes,
  });

const oneSidedText = "Only packets to the VM were captured: outcomes are unknown";
const oneSided = found("one-sided", finding("one-sided", "warning", oneSidedText, "ip.dst == 10.0.0.57"));

const dnsStorm: Partial<CaptureSummary> = {
  ...found(
    "dns-storm",
    finding(
      "dns-storm",
      "warning",
      "12,110 DNS queries for at least 9,004 names: 98% of the lookups failed",
      "dns.flags.rcode > 0",
    ),
  ),
  packets: 24_310,
  protocols: { ...outboundToService.protocols, tcp: 300, udp: 24_010, dns: 24_010 },
  dns: {
    queries: 12_110,
    responses: 11_900,
    failures: 11_702,
    responseCodes: { noError: 198, nxDomain: 11_702, servFail: 0, refused: 0, other: 0 },
    unanswered: 210,
    servers: [{ address: "168.63.129.16", queries: 12_110, responses: 11_900, p95Ms: 9.5 }],
    distinctNames: 9_004,
    exact: false,
    names: ["x1f3a", "k99z0", "p0q8r", "zz71b", "m4c2e", "t6u5v"].map((label, index) => ({
      name: `${label}.cache.example.net`,
      queries: 9 - index,
      failures: 9 - index,
      addresses: [],
    })),
  },
};

/** One summary for each kind of first sentence, and for each thing that limits what can be said. */
export const summaries: Readonly<Record<string, CaptureSummary>> = {
  "outbound to a service": outboundToService,
  "inbound from a client of the VM": answered(
    "88% of inbound bytes came from 198.51.100.178, a client of the VM's port 443",
    { asked: "inbound", share: 0.88, peer: client },
    {
      peers: [client, ...outboundToService.peers.slice(1)],
      directions: {
        ...outboundToService.directions,
        outbound: { packets: 25_490, bytes: 6_310_000 },
        inbound: { packets: 44_337, bytes: 58_200_000 },
      },
    },
  ),
  "an IPv6 peer with a long name": answered(
    `93% of outbound bytes went to [${ipv6Peer.address}]:443`,
    { peer: ipv6Peer },
    { peers: [ipv6Peer, ...outboundToService.peers.slice(1)] },
  ),
  "a protocol without ports": answered(
    "93% of outbound bytes went to 198.51.100.9 by ICMP",
    { peer: pinged },
    {
      peers: [pinged],
      conversations: { ...outboundToService.conversations, top: [] },
      dns: { ...outboundToService.dns, queries: 0, responses: 0, failures: 0, names: [] },
      tlsServers: [],
    },
  ),
  "no peer is dominant": answered("", { share: 0.08, telling: false }, nothingFound),
  "a port scan": answered(
    "",
    { share: 0.001, telling: false, peer: scanned(0) },
    {
      ...found(
        "port-scan",
        finding(
          "port-scan",
          "critical",
          "The VM probed 1,024 TCP ports of 198.51.100.77: 3 open, 18 refused, 1,003 no reply",
          "ip.dst == 198.51.100.77 && tcp.flags.syn == 1 && tcp.flags.ack == 0",
        ),
      ),
      peers: Array.from({ length: 10 }, (_, host) => scanned(host)),
      tcp: {
        ...quietTcp,
        connections: 1024,
        established: 3,
        refused: 18,
        unanswered: 1003,
        resets: 18,
        retransmissions: 4,
        outOfOrder: 0,
      },
      tlsServers: [],
    },
  ),
  "a DNS storm": answered("", { share: 0.14, telling: false }, dnsStorm),
  "sick connections": changed({
    ...found(
      "top-peer",
      finding(
        "unanswered",
        "warning",
        "6 of 60 connections to 203.0.113.77:8443 got no reply",
        "ip.addr == 203.0.113.77 && tcp.port == 8443",
      ),
      finding(
        "refused",
        "warning",
        "14 of 60 connections to 203.0.113.78:5432 were refused",
        "ip.addr == 203.0.113.78 && tcp.port == 5432",
      ),
      ...outboundToService.findings.filter(({ kind }) => kind === "top-peer"),
    ),
    tcp: {
      ...quietTcp,
      connections: 60,
      established: 40,
      refused: 14,
      unanswered: 6,
      resets: 44,
      retransmissions: 4_120,
      outOfOrder: 812,
    },
  }),
  "nothing outbound": changed({
    ...nothingFound,
    answer: null,
    directions: { ...outboundToService.directions, outbound: none },
    timeline: { ...outboundToService.timeline, sent: outboundToService.timeline.bytes.map(() => 0) },
    peers: outboundToService.peers.map((peer) => ({ ...peer, outbound: none })),
    ports: [],
  }),
  "addresses unknown": changed({
    ...nothingFound,
    answer: null,
    localAddresses: { source: "unknown", addresses: [] },
    timeline: { ...outboundToService.timeline, sent: null, received: null },
    directions: {
      outbound: none,
      inbound: none,
      internal: none,
      elsewhere: { packets: 69_830, bytes: 66_130_428 },
    },
    peers: [],
    ports: [],
  }),
  "no IP packets": changed({
    ...nothingFound,
    answer: null,
    packets: 12,
    bytes: 720,
    directions: { outbound: none, inbound: none, internal: none, elsewhere: none },
    protocols: { eth: 12, vlan: 0, arp: 12, ip: 0, ipv6: 0, tcp: 0, udp: 0, icmp: 0, icmpv6: 0, dns: 0 },
    protocolMix: [],
    talkers: [],
    peers: [],
    ports: [],
    conversations: { counts: { ip: 0, ipv6: 0, tcp: 0, udp: 0 }, top: [] },
    tcp: quietTcp,
    dns: {
      queries: 0,
      responses: 0,
      failures: 0,
      responseCodes: { noError: 0, nxDomain: 0, servFail: 0, refused: 0, other: 0 },
      unanswered: 0,
      servers: [],
      distinctNames: 0,
      exact: true,
      names: [],
    },
    tlsServers: [],
  }),
  "a file that was cut": changed({
    file: { ...outboundToService.file, ending: "cut", atByte: 104_857_011, detail: "ends within a record" },
  }),
  "a damaged file of shortened packets": changed({
    file: {
      ...outboundToService.file,
      format: "pcapng",
      linkTypes: ["Ethernet", "link type 147, not read"],
      ending: "damaged",
      atByte: 40_112,
      detail: "a block of 7 bytes",
    },
    shortenedPackets: 61_002,
    localAddresses: { source: "inferred", addresses: ["10.0.0.57", "fd00:db8:deca::39"] },
  }),
  "many findings": changed(manyFindings),
  "one direction only": changed({
    ...oneSided,
    tcp: { ...outboundToService.tcp, established: 0, refused: null, unanswered: null },
  }),
  "more than fits in memory": changed({
    exact: false,
    missableBytes: 48_120,
    dns: { ...outboundToService.dns, exact: false, distinctNames: 8192 },
  }),
};
