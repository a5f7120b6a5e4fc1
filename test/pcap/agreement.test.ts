import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../src/pcap/analyzer.ts";
import type { ConversationKind } from "../../src/pcap/conversations.ts";
import { type GeneratedCapture, oddCapture, pcapCaptures, pcapngCapture } from "./generatedCaptures.ts";
import {
  askCapinfos,
  askTshark,
  conversationLine,
  countedProtocols,
  kinds,
  sizeText,
  withoutTshark,
} from "./tshark.ts";

const captures = [
  ...pcapCaptures(7, 400),
  pcapngCapture(99, 150),
  pcapngCapture(100, 80, false),
  oddCapture(),
];

const endText = (kind: ConversationKind, address: string, port: number): string =>
  kind === "ip" || kind === "ipv6" ? address : `${address}:${port}`;

function conversationLines(analyzer: CaptureAnalyzer, kind: ConversationKind): string[] {
  return analyzer
    .conversations(kind)
    .map((found) =>
      conversationLine(
        endText(kind, found.addressA, found.portA),
        endText(kind, found.addressB, found.portB),
        [found.packetsAB, sizeText(found.bytesAB)],
        [found.packetsBA, sizeText(found.bytesBA)],
      ),
    )
    .sort();
}

function analyzed({ bytes }: GeneratedCapture): {
  analyzer: CaptureAnalyzer;
  summary: ReturnType<CaptureAnalyzer["end"]>;
} {
  const analyzer = new CaptureAnalyzer();
  for (let at = 0; at < bytes.length; at += 65_536) analyzer.push(bytes.subarray(at, at + 65_536));
  return { analyzer, summary: analyzer.end() };
}

/** Packets and bytes per conversation, directions told apart, from what the generator knows. */
function knownConversations({ packets }: GeneratedCapture, kind: ConversationKind): string[] {
  const totals = new Map<string, [number, number]>();
  for (const { from, to, ports, protocols, packet } of packets) {
    if (from === null || to === null || !protocols.includes(kind)) continue;
    if ((kind === "tcp" || kind === "udp") && ports === null) continue;
    const [fromPort, toPort] = ports ?? [0, 0];
    const key = `${endText(kind, from, fromPort)} > ${endText(kind, to, toPort)}`;
    const [count, bytes] = totals.get(key) ?? [0, 0];
    totals.set(key, [count + 1, bytes + packet.frame.length]);
  }
  return [...totals].map(([key, [count, bytes]]) => `${key} ${count} ${bytes}`).sort();
}

function foundConversations(analyzer: CaptureAnalyzer, kind: ConversationKind): string[] {
  return analyzer
    .conversations(kind)
    .flatMap((found) => {
      const a = endText(kind, found.addressA, found.portA);
      const b = endText(kind, found.addressB, found.portB);
      const ab = found.packetsAB > 0 ? [`${a} > ${b} ${found.packetsAB} ${found.bytesAB}`] : [];
      return found.packetsBA > 0 ? [...ab, `${b} > ${a} ${found.packetsBA} ${found.bytesBA}`] : ab;
    })
    .sort();
}

describe("what the generator knows of its captures", () => {
  for (const capture of captures.filter(({ packets }) => packets.length > 0)) {
    it(`is what the analysis finds: ${capture.name}`, () => {
      const { analyzer, summary } = analyzed(capture);
      const { packets } = capture;
      assert.equal(summary.file.ending, "complete");
      assert.equal(summary.packets, packets.length);
      assert.equal(
        summary.bytes,
        packets.reduce((bytes, { packet }) => bytes + packet.frame.length, 0),
      );
      for (const protocol of ["arp", "ip", "ipv6", "tcp", "udp", "icmp", "icmpv6", "dns"] as const) {
        const known = packets.filter(({ protocols }) => protocols.includes(protocol)).length;
        assert.equal(summary.protocols[protocol], known, protocol);
      }
      for (const kind of kinds) {
        assert.deepEqual(foundConversations(analyzer, kind), knownConversations(capture, kind));
      }
    });
  }
});

describe("what tshark and capinfos count", { skip: withoutTshark }, () => {
  for (const capture of captures) {
    it(`is what the analysis counts: ${capture.name}`, () => {
      const folder = mkdtempSync(join(tmpdir(), "pcap-"));
      try {
        const file = join(folder, "capture.cap");
        writeFileSync(file, capture.bytes);
        compare(file, capture);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});

function compare(file: string, capture: GeneratedCapture): void {
  const { analyzer, summary } = analyzed(capture);
  const theirs = askTshark(file);
  for (const protocol of countedProtocols) {
    assert.equal(summary.protocols[protocol], theirs.protocols[protocol], protocol);
  }
  for (const kind of kinds) {
    assert.deepEqual(conversationLines(analyzer, kind), theirs.conversations[kind]);
    assert.equal(summary.conversations.counts[kind], theirs.conversations[kind].length);
  }
  const totals = askCapinfos(file);
  assert.equal(summary.packets, totals.packets);
  assert.equal(summary.bytes, totals.bytes);
  // capinfos gives no times for a file with simple packet blocks, which have none.
  if (totals.seconds !== null) assert.equal(summary.durationSeconds.toFixed(6), totals.seconds.toFixed(6));
}
