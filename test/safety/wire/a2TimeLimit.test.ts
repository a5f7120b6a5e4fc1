import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { bombFile } from "../../support/bombs/bombFile.ts";
import { bombOf } from "../../support/bombs/recipe.ts";
import { captureOf, summaryOf, upload } from "../../support/packets/vmTraffic.ts";

const mebibyte = 2 ** 20;
const nested = bombFile(
  bombOf({ numbering: "random", content: "nothing", wrapped: [["ipv4", 50]] }),
  mebibyte,
);
const plain = captureOf(upload(900_000));

/** Analyzes a file whose time is up at the nth question. */
function analyze(file: Buffer, questions: number, chunkBytes = file.length) {
  let asked = 0;
  const analyzer = new CaptureAnalyzer({ isTimeUp: () => (asked += 1) > questions });
  for (let at = 0; at < file.length; at += chunkBytes) analyzer.push(file.subarray(at, at + chunkBytes));
  return { asked, summary: analyzer.end() };
}

describe("the time limit", () => {
  it("is looked at within one chunk, every 64 KiB of nested packets and of plain ones", () => {
    for (const file of [nested, plain]) {
      const { asked, summary } = analyze(file, Infinity);
      assert.ok(asked >= Math.floor(file.length / (65_536 + 2048)), `${asked} times in ${file.length} bytes`);
      assert.equal(summary.file.bytes, file.length);
    }
  });

  for (const [name, chunkBytes] of [
    ["one chunk", plain.length],
    ["chunks of a prime number of bytes", 10_007],
    ["tiny chunks", 100],
  ] as const)
    it(`ends an analysis with what it has read: ${name}`, () => {
      const { summary } = analyze(plain, 4, chunkBytes);
      const { bytes, ending } = summary.file;
      assert.ok(bytes > 0 && bytes < plain.length, `${bytes} bytes`);
      assert.equal(ending, "complete");
      assert.deepEqual(summary, summaryOf(plain.subarray(0, bytes)));
    });

  it("that is up before the first byte leaves nothing read", () => {
    const { summary } = analyze(plain, 0);
    assert.deepEqual([summary.file.bytes, summary.packets, summary.lead], [0, 0, "No packets were read"]);
  });

  it("is not asked about again once it is up", () => {
    assert.equal(analyze(plain, 3, 1000).asked, 4);
  });
});
