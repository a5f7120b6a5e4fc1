import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { summaryBytesEach } from "../../../src/captures/outcome/captureAnalysis.ts";
import { fitSummary } from "../../../src/pcap/summary/fitSummary.ts";
import { pcapFile } from "../../support/packets/captureFiles.ts";
import { frame } from "../../support/packets/linkFrames.ts";
import { ack, captureOf, summaryOf, upload } from "../../support/packets/vmTraffic.ts";
import {
  clientHello,
  dnsMessage,
  ipv6Address,
  ipv6Packet,
  tcpSegment,
  udpDatagram,
} from "../../support/packets/wire.ts";
import type { Finding, FindingKind } from "../../../src/pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const vm = "2001:db8:1111:2222:3333:4444:5555:6666";
const host = (index: number): string => `2001:db8:aaaa:bbbb:cccc:dddd:eeee:${(0xf000 + index).toString(16)}`;
/** Each of its characters takes two bytes of JSON, and the ellipsis where it is shortened takes three. */
const longName = (index: number): string => `${'"'.repeat(60)}.${'"'.repeat(60)}.n${index}`;

/** Busy in everything that a summary lists, with the longest addresses and names there are. */
function busiestCapture(): Buffer {
  const packets = Array.from({ length: 40 }, (_, index) => {
    const answer = dnsMessage(
      longName(index),
      3,
      [0, 10, 20, 30].map((more) => ipv6Address(host(index + more))),
    );
    const hello = clientHello(longName(index));
    const segment = tcpSegment(
      { sourcePort: 40_000 + index, destinationPort: 50_000 + index, sequence: 1, flags: ack },
      Buffer.concat([hello, Buffer.alloc(900)]),
    );
    return [
      ipv6Packet({ source: host(index), destination: vm, protocol: 17 }, udpDatagram(53, 60_000, answer)),
      ipv6Packet({ source: vm, destination: host(index), protocol: 6 }, segment),
      ipv6Packet({ source: vm, destination: host(index), protocol: 200 + index }, Buffer.alloc(9)),
    ];
  }).flat();
  const written = packets.map((packet, index) => {
    const bytes = frame("ethernet", 0x86dd, [], packet);
    return { seconds: 1_700_000_000 + index * 9, nanoseconds: 123_456_789, frame: bytes, kept: bytes.length };
  });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: true });
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const utf8 = (summary: CaptureSummary): number => Buffer.byteLength(JSON.stringify(summary), "utf8");
const utf16 = (summary: CaptureSummary): number => Buffer.byteLength(JSON.stringify(summary), "utf16le");

const capture = busiestCapture();

describe("a summary's size", () => {
  let whole: CaptureSummary;
  before(() => {
    whole = summaryOf(capture, { summaryBytes: 1e9 });
  });

  it("is bounded even with the longest names and addresses", () => {
    assert.ok(utf8(whole) > 16 * 1024, `${utf8(whole)} bytes unbounded`);
    const summary = summaryOf(capture);
    assert.ok(utf8(summary) <= 16 * 1024, `${utf8(summary)} bytes in UTF-8`);
    assert.ok(utf16(summary) <= 32 * 1024, `${utf16(summary)} bytes in UTF-16`);
    assert.ok(summary.talkers.length >= 4, `${summary.talkers.length} talkers are left`);
  });

  for (const bytes of [16_384, 12_000, summaryBytesEach(20), 4096])
    it(`is at most ${bytes} bytes, with all keys and counts`, () => {
      const summary = fitSummary(whole, bytes);
      assert.ok(utf8(summary) <= bytes, `${utf8(summary)} bytes`);
      assert.deepEqual(keysOf(summary), keysOf(whole));
      for (const key of ["lead", "leading", "packets", "bytes", "directions", "protocols", "tcp"] as const)
        assert.deepEqual(summary[key], whole[key]);
      assert.deepEqual(summary.conversations.counts, whole.conversations.counts);
      assert.equal(total(summary.timeline.packets), whole.packets);
      assert.equal(total(summary.timeline.bytes), whole.bytes);
    });

  it("is reduced by longer buckets of the timeline", () => {
    const { timeline } = fitSummary(whole, 4096);
    assert.ok(timeline.packets.length <= 30);
    assert.equal(timeline.bytes.length, timeline.packets.length);
    const factor = timeline.bucketSeconds / whole.timeline.bucketSeconds;
    assert.equal(timeline.packets.length, Math.ceil(whole.timeline.packets.length / factor));
    assert.equal(timeline.packets[0], total(whole.timeline.packets.slice(0, factor)));
  });

  it("is left alone when the summary fits", () => {
    const summary = summaryOf(captureOf(upload(20_000)), { summaryBytes: 1e9 });
    assert.deepEqual(fitSummary(summary, 16_384), summary);
  });
});

describe("the findings of a summary that is too large", () => {
  const lead = "A finding leads";
  const finding = (kind: FindingKind, text: string): Finding => ({
    ...{ kind, severity: "warning", text, filter: "ip.addr == 2001:db8::1 && tcp.port == 443" },
    evidence: { counts: { segments: 900 }, flows: [longName(1), longName(2)], frames: [1, 2, 3] },
    ...{ nextStep: "Look here.", firstAt: null, lastAt: null, when: null },
  });
  const kinds = ["refused", "resets", "dns-slow", "tls-old", "packet-loss", "zero-window"] as const;
  const findings = [
    ...kinds.map((kind, index) => finding(kind, `Finding ${index}`)),
    finding("top-peer", lead),
  ];
  const leading = { kind: "top-peer", severity: "note", weight: 0.9 } as const;
  let large: CaptureSummary;
  before(() => {
    large = { ...summaryOf(capture, { summaryBytes: 1e9 }), lead, leading, findings };
  });

  it("stay until every list is gone", () => {
    const summary = fitSummary(large, 8000);
    assert.deepEqual(summary.findings, findings);
    assert.ok(summary.talkers.length < 4 && utf8(summary) <= 8000, `${utf8(summary)} bytes`);
  });

  it("lose the lightest ones then, and never the one that leads", () => {
    const summary = fitSummary(large, 4096);
    assert.ok(utf8(summary) <= 4096, `${utf8(summary)} bytes`);
    assert.deepEqual([summary.talkers, summary.peers, summary.dns.names], [[], [], []]);
    assert.deepEqual([summary.lead, summary.leading], [lead, leading]);
    assert.equal(summary.findings.at(-1)?.text, lead);
    const texts = summary.findings.map(({ text }) => text);
    assert.deepEqual(
      texts.slice(0, -1),
      findings.slice(0, texts.length - 1).map(({ text }) => text),
    );
    assert.ok(texts.length > 1 && texts.length < findings.length, `${texts.length} findings`);
  });
});

describe("summaryBytesEach", () => {
  it("is 16 KiB up to eight VMs, and 128 KiB for all of them together beyond", () => {
    assert.equal(summaryBytesEach(1), 16_384);
    assert.equal(summaryBytesEach(8), 16_384);
    assert.equal(summaryBytesEach(20), 6553);
  });
});

/** Every key of every object that is not in a list, as a path. */
function keysOf(value: object, path = ""): string[] {
  return Object.entries(value).flatMap(([key, member]) => {
    const own = `${path}/${key}`;
    return typeof member === "object" && member !== null && !Array.isArray(member)
      ? [own, ...keysOf(member as object, own)]
      : [own];
  });
}
