import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { timedCapture, type TimedPacket } from "../../support/applications/timedPackets.ts";
import { probe, times } from "../../support/behaviour/talks.ts";
import { ack, back, out, tcp, udp, vm, type Ends } from "../../support/packets/vmTraffic.ts";
import { recordsOf, splitCapture, summaryOfParts } from "../../support/recording/splitCapture.ts";

const second = 1e6;
const start = Date.parse("2026-11-26T00:00:00Z");
const iso = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

/** One packet of 1,000 bytes a second, and each is acknowledged. */
const sent = (from: number, to: number, peer: string): TimedPacket[] =>
  times(to - from, (index): TimedPacket[] => [
    [from + index + 0.25, udp([vm, 50_000, peer, 9000], Buffer.alloc(1000))],
    [from + index + 0.3, udp([peer, 9000, vm, 50_000], Buffer.alloc(10))],
  ]);

/** The ring lasts until 400 s; what the alert is about ends at 330 s, and what the capture has is more. */
const culprit = sent(30, 330, "198.51.100.66");
const later = times(3, (copy) => sent(400, 900, `203.0.113.${copy + 10}`)).map(
  ([at, packet], index): TimedPacket => [at + (index % 7) / 1000, packet],
);
const file = timedCapture([...sent(0, 2, "203.0.113.1"), ...culprit, ...later]);
const first = recordsOf(file)[0]?.at ?? 0;
const split = splitCapture(file, { at: first + 400 * second, overlap: 10 * second, ringFiles: 4 });
const options = { localAddresses: [vm], flowCapacity: 2 ** 12, question: "outbound" } as const;
const momentAt = (at: number, windowSeconds: number | null = 300) => ({ at: iso(at), windowSeconds });

describe("the answer to an alert", () => {
  it("is about the window that the rule evaluated, where the ring has it", () => {
    const { answer, lead, findings } = summaryOfParts(split, { ...options, moment: momentAt(330) });
    assert.deepEqual(answer?.window, {
      from: "2026-11-26T00:00:30.000000000Z",
      to: "2026-11-26T00:05:30.000000000Z",
    });
    assert.deepEqual([answer.peer.address, answer.share], ["198.51.100.66", 1]);
    assert.deepEqual(answer.peer.outbound, { packets: 300, bytes: 300 * 1042 });
    assert.equal(lead, "In the 5 min before the alert, 100% of outbound bytes went to 198.51.100.66:9000");
    const top = findings.find(({ kind }) => kind === "top-peer");
    assert.deepEqual([top?.when, top?.firstAt], ["before", "2026-11-26T00:00:30.000000000Z"]);
  });

  it("is about all traffic where the ring lacks most of the window", () => {
    for (const moment of [momentAt(330, 3000), momentAt(330, null), momentAt(-500), null]) {
      const { answer, lead } = summaryOfParts(split, { ...options, moment });
      assert.deepEqual([answer?.window, lead.includes("before the alert")], [null, false]);
    }
  });

  it("names the part of the window that was recorded", () => {
    const { answer, lead } = summaryOfParts(split, { ...options, moment: momentAt(330, 400) });
    assert.equal(answer?.window?.from, "2026-11-26T00:00:00.250000000Z");
    assert.match(lead, /^In the 5.5 min before the alert, >99% of outbound bytes went to /);
  });

  it("is about the window also when the table of flows has been renewed", () => {
    const crowd = times(600, (index) => {
      const ends: Ends = [vm, 1024 + index, `10.9.${index % 200}.1`, 443];
      return probe(250 + index / 2, ends, "silent");
    });
    const crowded = timedCapture([...culprit, ...crowd, ...later]);
    const at = (recordsOf(crowded)[0]?.at ?? 0) + 380 * second;
    const parts = splitCapture(crowded, { at, overlap: 10 * second, ringFiles: 4 });
    const small = { ...options, flowCapacity: 2 ** 7, moment: momentAt(330) };
    const { answer, exact } = summaryOfParts(parts, small);
    assert.deepEqual([exact, answer?.peer.outbound], [false, { packets: 300, bytes: 300 * 1042 }]);
  });

  it("counts no traffic of the window that fell into a gap as recorded", () => {
    const gap = splitCapture(file, { at: first + 400 * second, overlap: -250 * second, ringFiles: 4 });
    assert.equal(summaryOfParts(gap, { ...options, moment: momentAt(330) }).answer?.window, null);
  });
});

describe("findings", () => {
  const refusals = (from: number, port: number): TimedPacket[] =>
    times(8, (index) => probe(from + index * 3, [vm, 40_000 + index, "198.51.100.9", port], "refused"));
  const traffic = [...refusals(10, 81), ...refusals(60, 82), ...refusals(120, 83)].sort(([a], [b]) => a - b);
  const troubles = timedCapture(traffic);
  const at = (recordsOf(troubles)[0]?.at ?? 0) + 60 * second;
  const parts = splitCapture(troubles, { at, overlap: 10 * second, ringFiles: 3 });
  const found = (moment: Parameters<typeof summaryOfParts>[1] = {}) =>
    summaryOfParts(parts, { ...options, ...moment })
      .findings.filter(({ kind }) => kind === "refused")
      .sort((one, other) => (one.firstAt ?? "").localeCompare(other.firstAt ?? ""));

  it("lie before the alert, around it, or after it", () => {
    const kinds = found({ moment: momentAt(65, null) });
    assert.deepEqual(
      kinds.map(({ when }) => when),
      ["before", "around", "after"],
    );
    assert.ok(found().every(({ when }) => when === null));
  });

  it("have the frames of the capture file, and none of the ring's", () => {
    const frames = found().map(({ evidence }) => evidence.frames);
    assert.deepEqual([frames[0], frames[1]?.length], [[], 3]);
    const captured = recordsOf(parts.capture).length;
    assert.ok(frames.flat().every((frame) => frame >= 1 && frame <= captured));
    assert.ok(found().every(({ filter }) => filter.includes("198.51.100.9")));
  });
});

describe("the parts of a recording", () => {
  const packets = times(50, (index): TimedPacket[] => [
    [index, tcp(out, 1 + index * 10, ack, Buffer.alloc(10))],
    [index + 0.1, tcp(back, 1, ack)],
  ]);
  const whole = timedCapture(packets);
  const at = (recordsOf(whole)[0]?.at ?? 0) + 40 * second;
  const parts = splitCapture(whole, { at, overlap: 2 * second, ringFiles: 4 });
  const [one = Buffer.alloc(0), two = Buffer.alloc(0), ...rest] = parts.ring;
  const countsOf = (ring: readonly Buffer[]) => {
    const { before, packets: all, file: own } = summaryOfParts({ ...parts, ring }, options);
    return { ...before, all, ending: own.ending };
  };

  it("may end anywhere: what is whole counts", () => {
    const { files, unreadFiles, all, ending } = countsOf([one.subarray(0, -30), two, ...rest]);
    assert.deepEqual([files, unreadFiles, all, ending], [4, 0, 99, "complete"]);
  });

  it("are counted as unread where they are damaged or no captures", () => {
    const damaged = Buffer.concat([one.subarray(0, 24 + 100), Buffer.alloc(100, 0xff), one.subarray(300)]);
    assert.deepEqual(countsOf([damaged, two, ...rest]).unreadFiles, 1);
    const foreign = countsOf([Buffer.from("no capture at all"), two, ...rest]);
    assert.deepEqual([foreign.files, foreign.unreadFiles, foreign.ending], [3, 1, "complete"]);
  });

  it("leave out what the capture has too, and what is too old", () => {
    const { overlapPackets, packets: before, gapSeconds, captureFrom } = countsOf(parts.ring);
    assert.deepEqual([overlapPackets, before, gapSeconds], [4, 80, 0]);
    assert.equal(captureFrom, "2026-11-26T00:00:40.000000000Z");
    const from = { seconds: start / 1000 + 30, nanoseconds: 0 };
    const limits = { captureFrom: { seconds: start / 1000 + 40, nanoseconds: 0 }, from };
    const late = summaryOfParts(parts, { ...options, before: limits });
    assert.deepEqual([late.before?.packets, late.packets], [20, 40]);
  });

  it("tell of the capture file alone that packets are cut or the file is damaged", () => {
    const { findings, shortenedPackets, largestPacketBytes } = summaryOfParts(split, options);
    assert.ok(!findings.some(({ kind }) => kind === "cut-packets"));
    assert.deepEqual([shortenedPackets, largestPacketBytes], [0, 1042]);
    const cut = { ring: split.ring, capture: split.capture.subarray(0, -5) };
    const [finding] = summaryOfParts(cut, options).findings.filter(({ kind }) => kind === "damaged-file");
    assert.deepEqual(finding?.evidence.frames, [recordsOf(split.capture).length - 1]);
  });
});
