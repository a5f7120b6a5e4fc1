import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { filtersOfRing } from "../../../src/activities/analysis/filtersOfRing.ts";
import { PacketFilters } from "../../../src/pcap/before/filtering/packetFilters.ts";
import { Packet } from "../../../src/pcap/protocols/packet.ts";
import { timedCapture, type TimedPacket } from "../../support/applications/timedPackets.ts";
import { times } from "../../support/behaviour/talks.ts";
import { frame, linkNumbers, type Link } from "../../support/packets/linkFrames.ts";
import { ack, summaryOf, tcp, udp, vm, type Ends } from "../../support/packets/vmTraffic.ts";
import { icmpEcho, ipv4Packet, ipv6Packet, tcpSegment, udpDatagram } from "../../support/packets/wire.ts";
import { recordsOf, splitCapture, summaryOfParts } from "../../support/recording/splitCapture.ts";
import type { CaptureFilter } from "../../../src/captures/plan/captureFilter.ts";

const out: Ends = ["10.0.0.4", 50_000, "203.0.113.9", 443];
const back: Ends = ["203.0.113.9", 443, "10.0.0.4", 50_000];
const none = Buffer.alloc(0);
const web = tcp(out, 1, ack);
const sixOf = (source: string, destination: string) =>
  ipv6Packet(
    { source, destination, protocol: 6 },
    tcpSegment({ sourcePort: 50_000, destinationPort: 443, sequence: 1, flags: ack }, none),
  );
const six = sixOf("2001:db8::4", "2001:db8:ffff::9");

function packetOf(bytes: Buffer, etherType = 0x0800, link: Link = "ethernet", tags: number[] = []): Packet {
  const framed = frame(link, etherType, tags, bytes);
  const packet = new Packet();
  packet.view = new DataView(framed.buffer, framed.byteOffset, framed.length);
  packet.linkType = linkNumbers[link];
  packet.capturedEnd = packet.wireEnd = packet.wireLength = framed.length;
  return packet;
}

const fits = (filters: readonly CaptureFilter[], packet: Packet): boolean =>
  new PacketFilters(filtersOfRing(filters) ?? []).fits(packet);

const v6 = 0x86dd;
const rows: readonly [filter: CaptureFilter, packet: Packet, expected: boolean][] = [
  [{ protocol: "TCP" }, packetOf(web), true],
  [{ protocol: "UDP" }, packetOf(web), false],
  [{ protocol: "UDP" }, packetOf(udp(out, none)), true],
  [{ protocol: "TCP", remotePort: "443" }, packetOf(web), true],
  [{ protocol: "TCP", remotePort: "443" }, packetOf(tcp(back, 1, ack)), true],
  [{ protocol: "TCP", remotePort: "1433" }, packetOf(web), false],
  [{ remotePort: "443" }, packetOf(udp(out, none)), true],
  [{ localPort: "50000", remotePort: "443" }, packetOf(web), true],
  [{ localPort: "50000", remotePort: "50000" }, packetOf(web), false],
  [{ remotePort: "440-443" }, packetOf(web), true],
  [{ remotePort: "444-500" }, packetOf(web), false],
  [{ remotePort: "80;443" }, packetOf(web), true],
  [{ remotePort: "80;8080;" }, packetOf(web), false],
  [{ localIPAddress: "10.0.0.4" }, packetOf(web), true],
  [{ localIPAddress: "10.0.0.4" }, packetOf(tcp(back, 1, ack)), true],
  [{ localIPAddress: "10.0.0.5" }, packetOf(web), false],
  [{ remoteIPAddress: "203.0.113.0-203.0.113.9" }, packetOf(web), true],
  [{ remoteIPAddress: "203.0.113.10-255.255.255.255" }, packetOf(web), false],
  [{ remoteIPAddress: "198.51.100.1;203.0.113.9" }, packetOf(web), true],
  [{ localIPAddress: "10.0.0.4", remoteIPAddress: "10.0.0.4" }, packetOf(web), false],
  [{ localIPAddress: "203.0.113.9", remotePort: "443" }, packetOf(web), false],
  [{ remoteIPAddress: "2001:db8:ffff::9" }, packetOf(six, v6), true],
  [{ remoteIPAddress: "2001:db8:ffff::1-2001:db8:ffff::8" }, packetOf(six, v6), false],
  [{ remoteIPAddress: "2001:db8:0:1::-2001:db8:ffff:1::" }, packetOf(six, v6), true],
  [{ localIPAddress: "10.0.0.4" }, packetOf(six, v6), false],
  [{ localIPAddress: "::-ffff::" }, packetOf(web), false],
  [{ remotePort: "443", protocol: "TCP" }, packetOf(six, v6), true],
  [{ remotePort: "443" }, packetOf(web, 0x0800, "ethernet", [0x8100]), true],
  [{ remotePort: "443" }, packetOf(web, 0x0800, "cooked1"), true],
  [{ remotePort: "1433" }, packetOf(web, 0x0800, "cooked2"), false],
];

describe("a filter of the capture", () => {
  for (const [index, [filter, packet, expected]] of rows.entries())
    it(`lets a packet of the ring ${expected ? "through" : "out"}: ${index}, ${JSON.stringify(filter)}`, () => {
      assert.equal(fits([filter], packet), expected);
      assert.equal(fits([{ remotePort: "9" }, filter], packet), expected);
      // The packet is read again.
      assert.deepEqual([packet.offset, packet.capturedEnd], [0, packet.wireEnd]);
    });

  it("counts the outermost headers, and what a packet lacks fits nothing", () => {
    const ends = { source: "10.0.0.4", destination: "203.0.113.9" };
    const ping = packetOf(ipv4Packet({ ...ends, protocol: 1 }, icmpEcho(8, Buffer.alloc(40))));
    const fragment = packetOf(
      ipv4Packet({ ...ends, protocol: 17, fragmentOffset: 185 }, udpDatagram(50_000, 443, none)),
    );
    const tunnel = packetOf(
      ipv4Packet({ ...ends, protocol: 4 }, tcp(["10.8.0.1", 50_000, "10.8.0.2", 443], 1, ack)),
    );
    const arp = packetOf(Buffer.alloc(28), 0x0806);
    const cut = packetOf(web.subarray(0, 22));
    const outer = { remoteIPAddress: "203.0.113.9" };
    const found = [ping, fragment, tunnel, arp, cut].map((packet) =>
      [outer, { remotePort: "443" }, { remoteIPAddress: "10.8.0.2" }].map((filter) => fits([filter], packet)),
    );
    const outside = [true, false, false];
    assert.deepEqual(found, [outside, outside, outside, [false, false, false], outside]);
  });

  it("fits nothing where its values cannot be read, and everything where it has none", () => {
    assert.equal(fits([{ remotePort: "80-85;443" }], packetOf(web)), false);
    assert.deepEqual(filtersOfRing([{ protocol: "Any" }, { remotePort: "443" }]), []);
    const long = { remoteIPAddress: times(2000, (index) => [`10.9.${index >> 8}.${index & 255}`]).join(";") };
    assert.equal(filtersOfRing([long]), null);
  });
});

describe("a ring whose capture has filters", () => {
  const second = 1e6;
  const sent = (from: number, to: number, ends: Ends): TimedPacket[] =>
    times(to - from, (index) => [[from + index, tcp(ends, 1 + index * 100, ack, Buffer.alloc(100))]]);
  const webEnds: Ends = [vm, 50_000, "203.0.113.9", 443];
  const others = sent(0, 340, [vm, 50_001, "10.9.9.9", 1433]).map(([at, packet]): TimedPacket => [
    at + 0.5,
    packet,
  ]);
  const filters = filtersOfRing([{ protocol: "TCP", remotePort: "443" }]) ?? [];
  const start = recordsOf(timedCapture(others))[0]?.at ?? 0;
  const bounds = (at: number) => {
    const micros = start - 0.5 * second + at * second;
    return { captureFrom: { seconds: micros / second, nanoseconds: 0 }, from: null, filters };
  };
  /** The ring ends 10 s after the capture's begin, at 330 s; the capture has only what fits. */
  const partsOf = (web: readonly TimedPacket[]) => {
    const { ring } = splitCapture(timedCapture([...web, ...others]), {
      at: start + 319.5 * second,
      overlap: 10 * second,
      ringFiles: 3,
    });
    const captured = web.filter(([at]) => at >= 320);
    return { ring, capture: timedCapture(captured), whole: timedCapture(web) };
  };
  const options = { localAddresses: [vm], flowCapacity: 2 ** 10, question: "outbound" } as const;
  const moment = { at: "2026-11-26T00:05:10Z", windowSeconds: 270 };

  it("adds to the capture what it would have had", () => {
    const parts = partsOf(sent(0, 400, webEnds));
    const { before, ...rest } = summaryOfParts(parts, { ...options, before: bounds(320) });
    const whole = summaryOf(parts.whole, options);
    assert.deepEqual(rest.conversations, whole.conversations);
    assert.deepEqual([rest.packets, rest.bytes, rest.timeline], [400, whole.bytes, whole.timeline]);
    const { packets, filteredPackets, overlapPackets, gapSeconds } = before ?? {};
    assert.deepEqual([packets, filteredPackets, overlapPackets, gapSeconds], [320, 320, 10, 0]);
  });

  it("was recorded also while it had no packet that fits", () => {
    const parts = partsOf([...sent(290, 310, webEnds), ...sent(335, 400, webEnds)]);
    const { lead, answer, before } = summaryOfParts(parts, { ...options, moment, before: bounds(335) });
    assert.equal(lead, "In the 4.5 min before the alert, 100% of outbound bytes went to 203.0.113.9:443");
    assert.deepEqual([answer?.peer.outbound.packets, before?.packets], [20, 20]);
    // Its last packet of any kind is that of 329.5 s.
    assert.deepEqual([before?.gapSeconds, before?.lastPacketAt], [5.5, "2026-11-26T00:05:09.000000000Z"]);
  });

  it("answers for the whole capture where it has nothing that fits", () => {
    const parts = partsOf(sent(335, 400, webEnds));
    const { answer, before, packets } = summaryOfParts(parts, { ...options, moment, before: bounds(335) });
    assert.deepEqual([answer?.window, answer?.share, packets], [null, 1, 65]);
    const { packets: none, filteredPackets, gapSeconds, firstPacketAt } = before ?? {};
    assert.deepEqual([none, filteredPackets, gapSeconds, firstPacketAt], [0, 330, null, null]);
  });
});
