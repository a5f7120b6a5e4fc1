import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { renderReport } from "../../../src/report/renderReport.ts";
import { bombFile } from "../../support/bombs/bombFile.ts";
import { endless, interfaceBlock, packetBlock, section } from "../../support/bombs/pcapngBombs.ts";
import { bombOf, type Recipe } from "../../support/bombs/recipe.ts";
import { everyNth, isDeep } from "../../support/depth.ts";
import { frame } from "../../support/packets/linkFrames.ts";
import { out, summaryOf, tcp } from "../../support/packets/vmTraffic.ts";
import { facts, outcome } from "../../support/report/facts.ts";
import { unwrapped } from "../../support/report/unwrapped.ts";

const mebibyte = 2 ** 20;
/** 280 MiB of interfaces needed 1.5 GB: more than four bytes for each byte of the file. */
const mostMebibytes = 40;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Memory that cannot be collected, in MiB: V8's heap and the buffers outside it. */
function heldMebibytes(): number {
  // The second time waits for the buffers that the first one freed.
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / mebibyte;
}

/** MiB that an analyzer gains while it reads so many MiB of a part over and over. */
function gained(first: Buffer, part: Buffer, mebibytes: number): number {
  const analyzer = new CaptureAnalyzer();
  analyzer.push(first);
  const before = heldMebibytes();
  for (let bytes = 0; bytes < mebibytes * mebibyte; bytes += part.length) analyzer.push(part);
  const held = heldMebibytes() - before;
  assert.equal(analyzer.end().file.ending, "complete");
  return held;
}

describe("the memory of an analysis", () => {
  for (const [name, part] of everyNth(4, Object.entries(endless)))
    it(`is bounded, however much a file has of ${name}`, (t) => {
      const size = isDeep ? 128 : 24;
      const held = gained(section, part, size);
      t.diagnostic(`${held.toFixed(1)} MiB for a file of ${size} MiB`);
      assert.ok(held < mostMebibytes, `${held} MiB`);
    });

  const filling = [
    { numbering: "sequential", content: "long name", wrapped: [] },
    { numbering: "random", content: "answers", wrapped: [] },
    { numbering: "random", content: "server name", wrapped: [] },
    { numbering: "sequential", content: "IPv6 answers", wrapped: [] },
    { numbering: "sequential", content: "open stream", wrapped: [] },
  ] as const satisfies readonly Recipe[];
  for (const recipe of everyNth(5, filling))
    it(`is bounded, however many packets hold another ${recipe.content}`, (t) => {
      const size = isDeep ? 32 : 4;
      const file = bombFile(bombOf(recipe), size * mebibyte);
      const held = gained(file.subarray(0, 24), file.subarray(24), size - 1);
      t.diagnostic(`${held.toFixed(1)} MiB for a file of ${size} MiB`);
      assert.ok(held < mostMebibytes, `${held} MiB`);
    });
});

describe("a packet of an interface beyond those that are kept", () => {
  const packet = frame("ethernet", 0x0800, [], tcp(out, 1, 16, Buffer.alloc(1000)));
  const interfaces = Buffer.concat(Array.from({ length: 70_000 }, () => interfaceBlock(1)));
  const file = Buffer.concat([
    section,
    interfaces,
    ...[0, 65_535, 65_536, 69_999].map((index) => packetBlock(index, packet)),
  ]);
  const summary = summaryOf(file);

  it("counts in the totals, and the summary says that it was not read", () => {
    assert.deepEqual([summary.packets, summary.unreadPackets, summary.protocols.tcp], [4, 2, 2]);
    assert.equal(summary.bytes, 4 * packet.length);
    assert.equal(summary.missableBytes, 2 * packet.length);
    assert.equal(summary.exact, false);
    assert.equal(summary.file.ending, "complete");
    assert.deepEqual(
      summary.findings.filter(({ kind }) => kind === "incomplete").map(({ text }) => text),
      [
        "Any peer may lack up to 50% of the bytes: they found no place in memory or were not read",
        "2 packets were not read: the file describes too many interfaces",
      ],
    );
  });

  it("is what the lead, the subject and the report say before they name a peer", () => {
    const missing = "Incomplete, any peer may lack up to 50% of the bytes: at least 100% of";
    assert.ok(summary.lead.startsWith(missing), summary.lead);
    const { subject, text } = renderReport(facts({ captures: [outcome({ summary })] }));
    assert.ok(subject.startsWith(`WEB01: ${summary.lead} – `), subject);
    assert.equal(unwrapped(text).split("\n")[0], `WEB01: ${summary.lead}`);
    assert.match(text, /2 packets count only in the totals/);
  });

  it("is damage only when no block describes its interface", () => {
    const { file: damaged } = summaryOf(Buffer.concat([section, interfaces, packetBlock(70_000, packet)]));
    assert.deepEqual(
      [damaged.ending, damaged.detail],
      ["damaged", "a packet of interface 70000, which no block describes"],
    );
  });

  it("leaves the next section its own interfaces", () => {
    const next = summaryOf(Buffer.concat([file, section, interfaceBlock(1), packetBlock(0, packet)]));
    assert.deepEqual([next.packets, next.unreadPackets, next.protocols.tcp], [5, 2, 3]);
  });
});
