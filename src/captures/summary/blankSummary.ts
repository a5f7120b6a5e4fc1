import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

const none = { packets: 0, bytes: 0 };

/** A summary of nothing: what a summary is that an earlier version of the app stored without some members. */
export const blankSummary: CaptureSummary = {
  lead: "Analyzed by an earlier version of the app",
  leading: null,
  findings: [],
  file: { format: null, bytes: 0, linkTypes: [], ending: "complete", atByte: null, detail: null },
  before: null,
  moment: null,
  answer: null,
  ...{ packets: 0, bytes: 0, capturedBytes: 0, largestPacketBytes: 0, shortenedPackets: 0 },
  ...{ firstPacketAt: null, lastPacketAt: null, durationSeconds: 0 },
  ...{ packetsPerSecond: null, bitsPerSecond: null },
  timeline: {
    ...{ startsAt: null, bucketSeconds: 1, complete: 0 },
    ...{ packets: [], bytes: [], sent: null, received: null },
  },
  localAddresses: { source: "unknown", addresses: [] },
  directions: { outbound: none, inbound: none, internal: none, elsewhere: none },
  protocols: {
    ...{ eth: 0, vlan: 0, arp: 0, ip: 0, ipv6: 0, tcp: 0, udp: 0, icmp: 0, icmpv6: 0, dns: 0 },
  },
  ...{ protocolMix: [], talkers: [], peers: [], ports: [] },
  conversations: { counts: { ip: 0, ipv6: 0, tcp: 0, udp: 0 }, top: [] },
  ...{ exact: true, missableBytes: 0, unreadPackets: 0 },
  tcp: {
    ...{ connections: 0, established: 0, refused: null, unanswered: null, halfOpen: null },
    ...{ resets: 0, retransmissions: 0, fastRetransmissions: 0, spuriousRetransmissions: 0 },
    ...{ outOfOrder: 0, zeroWindows: 0, windowFull: null, lostSegments: 0, ackedLostSegments: 0 },
    ...{ duplicateAcks: 0, keepAlives: 0, copies: 0 },
  },
  latency: [],
  dns: {
    ...{ queries: 0, responses: 0, failures: 0, unanswered: null, servers: [] },
    responseCodes: { noError: 0, nxDomain: 0, servFail: 0, refused: 0, other: 0 },
    ...{ distinctNames: 0, exact: true, names: [] },
  },
  tlsServers: [],
};
