import assert from "node:assert/strict";
import { specimenSummary } from "../../../src/report/specimen/specimenSummary.ts";
import type { Answer, CaptureSummary, Peer } from "../../../src/pcap/summary/captureSummary.ts";

/** A VM that sends 93 % of its bytes to one host; the others are this one with parts replaced. */
export const outboundToService = specimenSummary("2026-11-23T02:00:47.000Z");

const changed = (changes: Partial<CaptureSummary>): CaptureSummary => ({ ...outboundToService, ...changes });

const [largest] = outboundToService.peers;
assert.ok(largest !== undefined);
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
  headline: string,
  answer: Partial<Answer>,
  changes: Partial<CaptureSummary> = {},
): CaptureSummary =>
  changed({
    headline,
    answer: { asked: "outbound", share: 0.93, missing: 0, telling: true, peer: largest, ...answer },
    ...changes,
  });

const client: Peer = {
  address: "198.51.100.178",
  name: null,
  protocol: "TCP",
  port: 443,
  service: "local",
  outbound: { packets: 21_004, bytes: 3_100_200 },
  inbound: { packets: 38_402, bytes: 51_204_118 },
};

const ipv6Peer: Peer = {
  ...largest,
  address: "2001:db8:4a0f:8c3e:51b2:9d07:c6e1:f384",
  name: "a-rather-long-host-name-of-a-storage-endpoint.eu-central.objects.example.net",
};

const pinged: Peer = { ...largest, address: "198.51.100.9", name: null, protocol: "ICMP", port: null };

const scanned = (host: number): Peer => ({
  ...largest,
  address: "198.51.100.77",
  name: null,
  port: 1000 + host,
  outbound: { packets: 2, bytes: 148 },
  inbound: none,
});

const dnsStorm: Partial<CaptureSummary> = {
  packets: 24_310,
  protocols: { ...outboundToService.protocols, tcp: 300, udp: 24_010, dns: 24_010 },
  dns: {
    queries: 12_110,
    responses: 11_900,
    failures: 11_702,
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
    "88 % of inbound bytes came from 198.51.100.178, a client of the VM's port 443",
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
    `93 % of outbound bytes went to [${ipv6Peer.address}]:443 (${ipv6Peer.name ?? ""})`,
    { peer: ipv6Peer },
    { peers: [ipv6Peer, ...outboundToService.peers.slice(1)] },
  ),
  "a protocol without ports": answered(
    "93 % of outbound bytes went to 198.51.100.9 by ICMP",
    { peer: pinged },
    {
      peers: [pinged],
      conversations: { ...outboundToService.conversations, top: [] },
      dns: { ...outboundToService.dns, queries: 0, responses: 0, failures: 0, names: [] },
      tlsServers: [],
    },
  ),
  "no peer is dominant": answered(
    "No dominant peer: the largest share of outbound bytes, 8 %, went to 203.0.113.9:443 (updates.example.net)",
    { share: 0.08, telling: false },
  ),
  "a port scan": answered(
    "No dominant peer: the largest share of outbound bytes, 0 %, went to 198.51.100.77:1000",
    { share: 0.001, telling: false, peer: scanned(0) },
    {
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
  "a DNS storm": answered(
    "No dominant peer: the largest share of outbound bytes, 14 %, went to 10.0.0.4:53",
    { share: 0.14, telling: false },
    dnsStorm,
  ),
  "sick connections": changed({
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
    headline: "No outbound bytes were captured",
    answer: null,
    directions: { ...outboundToService.directions, outbound: none },
    peers: outboundToService.peers.map((peer) => ({ ...peer, outbound: none })),
  }),
  "addresses unknown": changed({
    headline: "The largest conversation is between 192.0.2.1 and 192.0.2.2",
    answer: null,
    localAddresses: { source: "unknown", addresses: [] },
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
    headline: null,
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
    tcp: {
      ...quietTcp,
      connections: 0,
      established: 0,
      refused: 0,
      unanswered: 0,
      resets: 0,
      retransmissions: 0,
      outOfOrder: 0,
    },
    dns: { queries: 0, responses: 0, failures: 0, distinctNames: 0, exact: true, names: [] },
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
  "more than fits in memory": changed({
    exact: false,
    missableBytes: 48_120,
    dns: { ...outboundToService.dns, exact: false, distinctNames: 8192 },
  }),
};
