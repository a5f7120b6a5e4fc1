import { specimenFindings } from "./specimenFindings.ts";
import { specimenTraffic } from "./specimenTraffic.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

const { vm, peers, talkers, conversations } = specimenTraffic;

const seconds = 300;
const columnSeconds = 8;
const packets = 69_830;
const bytes = 66_130_428;

const file: CaptureSummary["file"] = {
  format: "pcap",
  bytes: bytes + packets * 16 + 24,
  linkTypes: ["Ethernet"],
  ending: "complete",
  atByte: null,
  detail: null,
};

const complete = { exact: true, missableBytes: 0, unreadPackets: 0 } as const;
const answered = { asked: "outbound", window: null, share: 0.93, missing: 0, telling: true } as const;

/** The analysis of a VM that sends a great deal to one host. `startedAt` is ISO 8601. */
export function specimenSummary(startedAt: string): CaptureSummary {
  const start = Date.parse(startedAt);
  const at = (second: number) => new Date(start + second * 1000).toISOString();
  const [largest] = peers;
  return {
    file,
    ...specimenFindings(at(seconds / 4), at(seconds)),
    before: null,
    moment: null,
    answer: largest === undefined ? null : { ...answered, peer: largest },
    packets,
    bytes,
    capturedBytes: bytes,
    largestPacketBytes: 1514,
    shortenedPackets: 0,
    firstPacketAt: at(1),
    lastPacketAt: at(1 + seconds),
    durationSeconds: seconds,
    packetsPerSecond: packets / seconds,
    bitsPerSecond: (bytes * 8) / seconds,
    timeline: { startsAt: at(1), bucketSeconds: columnSeconds, ...overTime() },
    localAddresses: { source: "given", addresses: [vm] },
    directions: {
      outbound: { packets: 44_337, bytes: 60_975_474 },
      inbound: { packets: 25_490, bytes: 5_154_754 },
      internal: { packets: 0, bytes: 0 },
      elsewhere: { packets: 3, bytes: 200 },
    },
    ...mix,
    ports,
    talkers,
    peers,
    conversations: {
      counts: { ip: 14, ipv6: 1, tcp: 96, udp: 107 },
      top: conversations,
    },
    ...complete,
    ...services(),
  };
}

/** A quiet start, then a flood that lasts. */
function overTime(): Omit<CaptureSummary["timeline"], "startsAt" | "bucketSeconds"> {
  const shape = Array.from({ length: Math.ceil(seconds / columnSeconds) }, (_, column) =>
    column < 9 ? 6 + (column % 3) : 78 + ((column * 37) % 23) - (column > 30 ? 20 : 0),
  );
  const whole = shape.reduce((sum, part) => sum + part, 0);
  const scaled = (total: number) => shape.map((part) => Math.round((part / whole) * total));
  return {
    complete: Math.floor(seconds / columnSeconds),
    ...{ packets: scaled(packets), bytes: scaled(bytes) },
    ...{ sent: scaled(60_975_474), received: scaled(5_154_754) },
  };
}

const count = (packets: number, bytes: number) => ({ packets, bytes });

const mix: Pick<CaptureSummary, "protocols" | "protocolMix"> = {
  protocols: {
    eth: packets,
    vlan: 0,
    arp: 0,
    ip: 66_555,
    ipv6: 3_275,
    tcp: 69_408,
    udp: 422,
    icmp: 0,
    icmpv6: 0,
    dns: 419,
  },
  protocolMix: [
    { protocol: "TCP", ...count(69_408, 66_081_582) },
    { protocol: "UDP", ...count(422, 48_846) },
  ],
};

const ports: CaptureSummary["ports"] = [
  {
    protocol: "TCP",
    port: 443,
    service: "remote",
    outbound: count(42_785, 59_446_858),
    inbound: count(24_381, 5_003_262),
  },
  {
    protocol: "TCP",
    port: 443,
    service: "local",
    outbound: count(1_340, 1_511_020),
    inbound: count(902, 120_442),
  },
  { protocol: "UDP", port: 53, service: "remote", outbound: count(212, 17_596), inbound: count(207, 31_050) },
];

const tcpCounts: CaptureSummary["tcp"] = {
  connections: 96,
  established: 95,
  refused: 0,
  unanswered: 0,
  halfOpen: 0,
  resets: 2,
  retransmissions: 1_460,
  fastRetransmissions: 1_312,
  spuriousRetransmissions: 3,
  outOfOrder: 4,
  zeroWindows: 0,
  windowFull: 0,
  lostSegments: 12,
  ackedLostSegments: 0,
  duplicateAcks: 4_310,
  keepAlives: 0,
  copies: 0,
};

/** Of the services that answered most. */
const latency: CaptureSummary["latency"] = [
  {
    ...{ address: "203.0.113.9", name: "updates.example.net", port: 443, service: "remote" },
    ...{ handshakes: 58, handshakeMs: { median: 21.4, p95: 38.9 } },
    ...{ requests: 181, firstByteMs: { median: 46.2, p95: 118.5 } },
  },
];

function services(): Pick<CaptureSummary, "tcp" | "latency" | "dns" | "tlsServers"> {
  return {
    latency,
    tcp: tcpCounts,
    dns: {
      queries: 212,
      responses: 207,
      failures: 2,
      responseCodes: { noError: 205, nxDomain: 2, servFail: 0, refused: 0, other: 0 },
      unanswered: 5,
      servers: [{ address: "168.63.129.16", queries: 212, responses: 207, p95Ms: 12 }],
      distinctNames: 9,
      exact: true,
      names: [
        { name: "updates.example.net", queries: 64, failures: 0, addresses: ["203.0.113.9"] },
        { name: "api.example.org", queries: 51, failures: 0, addresses: ["2001:db8:40::64", "203.0.113.64"] },
        { name: "cdn.example.net", queries: 40, failures: 0, addresses: ["198.51.100.21"] },
        { name: "telemetry.example.com", queries: 36, failures: 0, addresses: ["192.0.2.40"] },
        { name: "wpad.example.com", queries: 2, failures: 2, addresses: [] },
      ],
    },
    tlsServers: [
      { name: "updates.example.net", handshakes: 58, addresses: ["203.0.113.9"] },
      { name: "api.example.org", handshakes: 17, addresses: ["2001:db8:40::64"] },
      { name: "cdn.example.net", handshakes: 9, addresses: ["198.51.100.21"] },
    ],
  };
}
