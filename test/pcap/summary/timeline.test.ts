import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fitSummary } from "../../../src/pcap/summary/fitSummary.ts";
import { pcapFile } from "../../support/packets/captureFiles.ts";
import { frame } from "../../support/packets/linkFrames.ts";
import { back, out, summaryOf, udp, vm, type Ends } from "../../support/packets/vmTraffic.ts";
import { ipv6Packet, udpDatagram } from "../../support/packets/wire.ts";

interface Sent {
  /** Seconds since the capture's begin. */
  readonly at: number;
  readonly packet: Buffer;
  readonly type?: number;
}

const offset = 0.25;

function fileOf(packets: readonly Sent[]): Buffer {
  const written = packets.map(({ at, packet, type = 0x0800 }) => {
    const bytes = frame("ethernet", type, [], packet);
    const nanoseconds = Math.round((offset + at) * 1e9);
    const seconds = 1_700_000_000 + Math.floor(nanoseconds / 1e9);
    return { seconds, nanoseconds: nanoseconds % 1e9, frame: bytes, kept: bytes.length };
  });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: true });
}

const timelineOf = (packets: readonly Sent[]) => summaryOf(fileOf(packets)).timeline;
/** Ethernet, IP and UDP headers. */
const headers = 42;
const datagram = (ends: Ends, bytes: number): Buffer => udp(ends, Buffer.alloc(bytes - headers));
const total = (counts: readonly number[] | null): number =>
  (counts ?? []).reduce((sum, count) => sum + count, 0);

describe("the timeline", () => {
  it("begins with the first packet, whatever the part of its second", () => {
    const { startsAt, packets } = timelineOf([
      { at: 0, packet: datagram(out, 100) },
      { at: 0.9, packet: datagram(out, 100) },
      { at: 1.1, packet: datagram(out, 100) },
    ]);
    assert.equal(startsAt, "2023-11-14T22:13:20.250000000Z");
    assert.deepEqual(packets, [2, 1]);
  });

  it("splits its bytes by the VM's side", () => {
    const { bytes, sent, received } = timelineOf([
      { at: 0, packet: datagram(out, 100) },
      { at: 0.5, packet: datagram(back, 1000) },
      { at: 1.5, packet: datagram(back, 400) },
      { at: 2.5, packet: datagram(out, 60) },
    ]);
    assert.deepEqual(
      [bytes, sent, received],
      [
        [1100, 400, 60],
        [100, 0, 60],
        [1000, 400, 0],
      ],
    );
  });

  it("has no sides where the VM is unknown", () => {
    const strangers = Array.from({ length: 20 }, (_, index) => ({
      at: index,
      packet: datagram([`10.0.0.${index}`, 1, `10.0.1.${index}`, 2], 100),
    }));
    const { sent, received, bytes } = timelineOf(strangers);
    assert.deepEqual([sent, received], [null, null]);
    assert.equal(total(bytes), 2000);
  });

  it("keeps what neither side of the VM has out of both", () => {
    const talk = Array.from({ length: 500 }, (_, index) => ({ at: index / 100, packet: datagram(out, 100) }));
    const noise = { at: 2, packet: datagram(["10.9.9.9", 1, "10.255.255.255", 2], 300) };
    const { sent, received, bytes } = timelineOf([noise, ...talk]);
    assert.deepEqual([total(bytes), total(sent), total(received)], [50_300, 50_000, 0]);
  });

  it("adds a second address of the VM, which comes late, of the other IP version", () => {
    const own = "2001:db8::4";
    const ipv6 = (from: string, to: string) =>
      ipv6Packet({ source: from, destination: to, protocol: 17 }, udpDatagram(1, 2, Buffer.alloc(38)));
    const early = Array.from({ length: 300 }, (_, index) => ({
      at: index / 100,
      packet: datagram([vm, 50_000, `203.0.113.${index % 200}`, 443], 100),
    }));
    const late = Array.from({ length: 100 }, (_, index) => ({
      at: 4 + index / 100,
      packet: index % 2 === 0 ? ipv6(own, `2001:db8:1::${index}`) : ipv6(`2001:db8:1::${index}`, own),
      type: 0x86dd,
    }));
    const { sent, received, bytes } = timelineOf([...early, ...late]);
    assert.deepEqual(bytes, [10_000, 10_000, 10_000, 0, 10_000]);
    assert.deepEqual(sent, [10_000, 10_000, 10_000, 0, 5000]);
    assert.deepEqual(received, [0, 0, 0, 0, 5000]);
  });

  it("splits alike whichever of many peers come and go", () => {
    const packets = Array.from({ length: 30_000 }, (_, index) => {
      const peer = `10.${20 + (index % 50)}.${index % 251}.${index % 239}`;
      const ends: Ends = index % 3 === 0 ? [peer, 443, vm, 50_000] : [vm, 50_000, peer, 443];
      return { at: index / 1000, packet: datagram(ends, 100) };
    });
    const { bytes, sent, received } = timelineOf(packets);
    assert.equal(bytes.length, 30);
    assert.deepEqual([total(sent), total(received)], [2_000_000, 1_000_000]);
    for (const [index, whole] of bytes.entries())
      assert.equal((sent?.[index] ?? 0) + (received?.[index] ?? 0), whole);
  });

  it("counts a packet before the first one in the first bucket", () => {
    const { packets, sent } = timelineOf([
      { at: 3, packet: datagram(out, 100) },
      { at: 0, packet: datagram(out, 100) },
      { at: 4.5, packet: datagram(out, 100) },
    ]);
    assert.deepEqual(
      [packets, sent],
      [
        [2, 1],
        [200, 100],
      ],
    );
  });

  it("is the same with longer buckets, sides included", () => {
    const packets = Array.from({ length: 2000 }, (_, index) => ({
      at: index / 10,
      packet: datagram(index % 4 === 0 ? back : out, 100),
    }));
    const { bucketSeconds, bytes, sent, received } = timelineOf(packets);
    assert.equal(bucketSeconds, 4);
    assert.deepEqual([bytes[0], sent?.[0], received?.[0]], [4000, 3000, 1000]);
    assert.deepEqual([total(bytes), total(sent), total(received)], [200_000, 150_000, 50_000]);
  });

  for (const [lastAt, buckets, complete] of [
    [0, 1, 1],
    [0.5, 1, 1],
    [1, 2, 1],
    [1.5, 2, 1],
    [2.999, 3, 2],
    [3, 4, 3],
    [200, 51, 50],
  ] as const)
    it(`has ${complete} complete of ${buckets} buckets after ${lastAt} seconds`, () => {
      const timeline = timelineOf([
        { at: 0, packet: datagram(out, 100) },
        { at: lastAt, packet: datagram(out, 100) },
      ]);
      assert.deepEqual([timeline.packets.length, timeline.complete], [buckets, complete]);
    });

  it("has no buckets without packets", () => {
    const { packets, complete, sent, startsAt } = timelineOf([]);
    assert.deepEqual([packets, complete, sent, startsAt], [[], 0, null, null]);
  });

  it("keeps its sums, its sides and its complete buckets when the summary gets smaller", () => {
    const packets = Array.from({ length: 590 }, (_, index) => ({
      at: index / 10,
      packet: datagram(index % 4 === 0 ? back : out, 100),
    }));
    const whole = summaryOf(fileOf(packets));
    const { timeline } = fitSummary(whole, 500);
    assert.deepEqual([whole.timeline.packets.length, whole.timeline.complete], [59, 58]);
    assert.deepEqual([timeline.bucketSeconds, timeline.packets.length, timeline.complete], [4, 15, 14]);
    for (const side of ["bytes", "sent", "received"] as const)
      assert.equal(total(timeline[side]), total(whole.timeline[side]), side);
  });
});
