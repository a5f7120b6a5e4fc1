import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { askCapinfos, askTshark, conversationLine, countedProtocols, kinds, sizeText } from "./tshark.ts";
import type { ConversationKind } from "../../../src/pcap/flows/listConversations.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

export const endText = (kind: ConversationKind, address: string, port: number): string =>
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

export function analyzed(bytes: Buffer): { analyzer: CaptureAnalyzer; summary: CaptureSummary } {
  const analyzer = new CaptureAnalyzer();
  for (let at = 0; at < bytes.length; at += 65_536) analyzer.push(bytes.subarray(at, at + 65_536));
  return { analyzer, summary: analyzer.end() };
}

/**
 * Fails if the analysis of a capture file counts differently from tshark and capinfos.
 *
 * @param mayDiffer frames that may be counted differently, for captures with randomly broken frames
 * @param cutSegments TCP segments whose header is cut or cannot be true: tshark's conversations leave them
 * out, ours have them, because ports, flags and numbers are there
 */
export function assertAgreement(bytes: Buffer, mayDiffer = 0, cutSegments: number | "some" = 0): void {
  const folder = mkdtempSync(join(tmpdir(), "pcap-"));
  try {
    const file = join(folder, "capture.cap");
    writeFileSync(file, bytes);
    compare(file, bytes, mayDiffer, cutSegments);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Packets of conversations, both directions together. */
const packetsIn = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => {
    const [, , , packetsAB, , , packetsBA] = line.split(" ");
    return sum + Number(packetsAB) + Number(packetsBA);
  }, 0);

function compare(file: string, bytes: Buffer, mayDiffer: number, cutSegments: number | "some"): void {
  const { analyzer, summary } = analyzed(bytes);
  const theirs = askTshark(file);
  for (const protocol of countedProtocols) {
    const ours = summary.protocols[protocol];
    const wanted = theirs.protocols[protocol] ?? NaN;
    assert.ok(Math.abs(ours - wanted) <= mayDiffer, `${protocol}: ${ours}, and ${wanted} by tshark`);
  }
  for (const kind of kinds) {
    const [ours, wanted] = [conversationLines(analyzer, kind), theirs.conversations[kind]];
    const surplus = kind === "tcp" ? packetsIn(ours) - packetsIn(wanted) : 0;
    // Random captures have as many as they have.
    if (mayDiffer > 0 || cutSegments === "some") assert.ok(surplus >= -mayDiffer);
    else if (kind === "tcp") assert.equal(surplus, cutSegments);
    const tolerance = mayDiffer + surplus;
    if (tolerance === 0) assert.deepEqual(ours, wanted);
    // Each such frame can move from one conversation to another.
    const strange = ours.filter((line) => !new Set(wanted).has(line));
    assert.ok(strange.length <= 2 * mayDiffer + surplus, `not in tshark: ${strange.join(", ")}`);
    assert.ok(Math.abs(summary.conversations.counts[kind] - wanted.length) <= tolerance);
  }
  const totals = askCapinfos(file);
  assert.equal(summary.packets, totals.packets);
  assert.equal(summary.bytes, totals.bytes);
  // capinfos gives no times for a file with simple packet blocks, which have none.
  if (totals.seconds !== null) assert.equal(summary.durationSeconds.toFixed(6), totals.seconds.toFixed(6));
}
