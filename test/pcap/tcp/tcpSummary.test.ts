import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { scaleOption, segmentsFile, type PassedSegment } from "../../support/packets/segments.ts";
import { tcpTrouble } from "../../support/packets/tcpTrouble.ts";
import { tcpFlags } from "../../support/packets/wire.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const { syn, ack, fin, reset } = tcpFlags;

function summaryOf(segments: readonly PassedSegment[], kept?: number): CaptureSummary {
  const analyzer = new CaptureAnalyzer({ flowCapacity: 2 ** 10 });
  analyzer.push(segmentsFile(segments, kept));
  return analyzer.end();
}

const tcpOf = (segments: readonly PassedSegment[], kept?: number): CaptureSummary["tcp"] =>
  summaryOf(segments, kept).tcp;

const handshake: readonly PassedSegment[] = [
  { at: 0, sequence: 100, flags: syn, options: scaleOption(7) },
  { at: 10, back: true, sequence: 500, acknowledged: 101, flags: syn | ack, options: scaleOption(7) },
  { at: 20, sequence: 101, acknowledged: 501 },
];

describe("copies", () => {
  const request: PassedSegment = { at: 30, sequence: 101, acknowledged: 501, payload: 58, identification: 9 };

  it("are packets with one identification within 50 ms, and count nowhere else", () => {
    const tcp = tcpOf([...handshake, request, { ...request, at: 42 }]);
    assert.deepEqual([tcp.copies, tcp.retransmissions, tcp.duplicateAcks], [1, 0, 0]);
  });

  it("may differ in the hop limit, also where no packet has a number", () => {
    const first = { ...request, payload: 0, identification: 0 };
    const tcp = tcpOf([...handshake, first, { ...first, at: 40, hopLimit: 63 }]);
    assert.deepEqual([tcp.copies, tcp.duplicateAcks], [1, 1]);
  });

  it("are not retransmissions, which have an identification of their own or come later", () => {
    const other = tcpOf([...handshake, request, { ...request, at: 42, identification: 10 }]);
    assert.deepEqual([other.copies, other.retransmissions], [0, 1]);
    const later = tcpOf([...handshake, request, { ...request, at: 290 }]);
    assert.deepEqual([later.copies, later.retransmissions], [0, 1]);
  });

  it("are not acknowledgments that repeat without a number", () => {
    const again = { sequence: 101, acknowledged: 501, identification: 0 };
    const tcp = tcpOf([...handshake, { at: 30, ...again }, { at: 30.1, ...again }, { at: 30.2, ...again }]);
    assert.deepEqual([tcp.copies, tcp.duplicateAcks], [0, 3]);
  });
});

describe("outcomes of connections", () => {
  const silent = (port: number): PassedSegment => ({ at: 50, sequence: 7, flags: syn, port });

  it("are established, refused, unanswered or half open", () => {
    const refusal = { at: 51, back: true, sequence: 0, acknowledged: 8, flags: reset | ack, port: 40_001 };
    const half = { at: 52, back: true, sequence: 9, acknowledged: 8, flags: syn | ack, port: 40_003 };
    const tcp = tcpOf([...handshake, silent(40_001), silent(40_002), silent(40_003), refusal, half]);
    assert.deepEqual(
      [tcp.connections, tcp.established, tcp.refused, tcp.unanswered, tcp.halfOpen],
      [4, 2, 1, 1, 1],
    );
  });

  it("are unknown in a capture of one direction, but for the answers that acknowledgments prove", () => {
    const one = handshake.filter(({ back }) => back !== true);
    const tcp = tcpOf([...one, { at: 30, sequence: 101, acknowledged: 900 }, silent(40_001)]);
    assert.deepEqual([tcp.connections, tcp.established, tcp.refused, tcp.unanswered], [2, 1, null, null]);
  });

  it("are unknown when nothing at all came back", () => {
    const tcp = tcpOf([silent(40_001), silent(40_002), silent(40_003)]);
    assert.deepEqual([tcp.connections, tcp.established, tcp.refused, tcp.unanswered], [3, 0, null, null]);
  });
});

describe("a capture of cut packets", () => {
  const segments = tcpTrouble(5, 60);
  const whole = summaryOf(segments);

  for (const kept of [54, 64, 96, 128])
    it(`has the TCP figures of the whole one: ${kept} bytes`, () => {
      const { tcp, conversations } = summaryOf(segments, kept);
      const windowFull = kept < 62 ? null : whole.tcp.windowFull;
      assert.deepEqual(tcp, { ...whole.tcp, windowFull });
      assert.deepEqual(conversations.counts, whole.conversations.counts);
      assert.ok(tcp.retransmissions > 0 && tcp.zeroWindows > 0 && (whole.tcp.windowFull ?? 0) > 0);
    });

  it("has no outcomes without the flags", () => {
    const { tcp, conversations } = summaryOf([...handshake, { at: 90, sequence: 1, flags: fin }], 40);
    assert.deepEqual([tcp.connections, tcp.refused, tcp.unanswered], [0, null, null]);
    assert.equal(conversations.top[0]?.b.port, 443);
  });
});

it("a SYN whose header would be longer than the packet is an attempt", () => {
  const file = segmentsFile([{ at: 0, sequence: 3, flags: syn }]);
  // The data offset, in words of four bytes.
  file[24 + 16 + 14 + 20 + 12] = 6 << 4;
  const analyzer = new CaptureAnalyzer();
  analyzer.push(file);
  const { tcp, conversations } = analyzer.end();
  assert.deepEqual([tcp.connections, conversations.counts.tcp, conversations.top.length], [1, 1, 1]);
  assert.equal(conversations.top[0]?.fromAToB.packets, 1);
});
