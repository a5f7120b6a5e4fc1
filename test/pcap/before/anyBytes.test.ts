import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { isDeep } from "../../support/depth.ts";
import { grammarCapture, pcapCaptures, pcapngCapture } from "../../support/packets/generatedCaptures.ts";
import { randomNumbers } from "../../support/packets/mixture.ts";
import type { PacketFilter } from "../../../src/pcap/before/filtering/packetFilter.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const random = randomNumbers(17);
const files = [
  ...pcapCaptures(3, 60).slice(0, 8),
  pcapngCapture(5, 30),
  grammarCapture("ethernet", 9, 80, true),
].map(({ bytes }) => bytes);
const rounds = isDeep ? 400 : 40;
const moment = { at: "2023-11-14T22:13:40Z", windowSeconds: 20 };
const captureFrom = { seconds: 1_700_000_000, nanoseconds: 0 };

const anywhere = { addresses: null, ports: null };
const someIpv6 = {
  addresses: [
    [
      [0, 0, 0, 0],
      [0x7fffffff, 0, 0, 0],
    ],
  ],
  ports: null,
} as const;
const filterLists: readonly (readonly PacketFilter[])[] = [
  [],
  [{ protocol: 6, local: anywhere, remote: anywhere }],
  [
    { protocol: null, local: { addresses: null, ports: [[0, 1024]] }, remote: anywhere },
    { protocol: null, local: someIpv6, remote: anywhere },
  ],
];
const oneOf = <T>(values: readonly T[]): T => values[random(values.length)] as T;

/** A file with some bytes that are not its own, or without its end. */
function damaged(file: Buffer): Buffer {
  const copy = Buffer.from(file.subarray(0, random(4) === 0 ? random(file.length) : file.length));
  for (let left = random(4); left > 0 && copy.length > 0; left -= 1) copy[random(copy.length)] = random(256);
  return copy;
}

function analyzed(parts: readonly Buffer[], chunkBytes: number, summaryBytes: number): CaptureSummary {
  const from = { ...captureFrom, seconds: captureFrom.seconds + random(60) };
  const before = { captureFrom: random(3) === 0 ? null : from, from: null, filters: oneOf(filterLists) };
  const analyzer = new CaptureAnalyzer({ flowCapacity: 2 ** 7, moment, summaryBytes, before });
  const push = (file: Buffer) => {
    for (let at = 0; at < file.length; at += chunkBytes) analyzer.push(file.subarray(at, at + chunkBytes));
  };
  parts.slice(1).forEach((file) => {
    push(file);
    analyzer.endFile(random(5) > 0);
  });
  analyzer.beginCapture();
  push(parts[0] ?? Buffer.alloc(0));
  return analyzer.end();
}

describe("files of any bytes, of any formats, in any order", () => {
  it("never make the analysis throw, and the summary keeps its size", () => {
    for (let round = 0; round < rounds; round += 1) {
      const parts = Array.from({ length: 1 + random(4) }, () =>
        damaged(files[random(files.length)] ?? Buffer.alloc(0)),
      );
      const most = round % 2 === 0 ? 4096 : 16_384;
      const summary = analyzed(parts, 1 + random(5000), most);
      assert.ok(Buffer.byteLength(JSON.stringify(summary)) <= most);
      const { before, packets, file } = summary;
      assert.ok(before !== null && before.packets <= packets && file.bytes <= (parts[0]?.length ?? 0));
      assert.equal(before.files + before.unreadFiles, parts.length - 1);
      assert.ok(
        summary.findings.every(({ evidence }) =>
          evidence.frames.every((frame) => frame <= packets - before.packets),
        ),
      );
    }
  });
});
