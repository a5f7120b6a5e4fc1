import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAnalysisRunner } from "../../src/analysis/analysisRunner.ts";
import { timedCapture, type TimedPacket } from "../support/applications/timedPackets.ts";
import { times } from "../support/behaviour/talks.ts";
import { ack, back, out, tcp } from "../support/packets/vmTraffic.ts";
import { recordsOf, splitCapture, summaryOfParts } from "../support/recording/splitCapture.ts";
import type { AnalysisOrder } from "../../src/analysis/analysisOrder.ts";
import type { BeforeFile } from "../../src/analysis/beforeFiles.ts";

const packets = times(200, (index): TimedPacket[] => [
  [index / 10, tcp(out, 1 + index * 1000, ack, Buffer.alloc(1000))],
  [index / 10 + 0.01, tcp(back, 1, ack)],
]);
const whole = timedCapture(packets);
const at = (recordsOf(whole)[0]?.at ?? 0) + 12e6;
const { ring, capture } = splitCapture(whole, { at, overlap: 2e6, ringFiles: 4 });
const order: AnalysisOrder = {
  ...{ question: "outbound", traffic: null, moment: null, summaryBytes: 16_384, seed: [1, 2, 3, 4] },
  ...{ readingSeconds: 60, endingSeconds: 60, memoryBytes: 512 * 1024 * 1024 },
};

async function* chunksOf(file: Buffer, bytes = 1000) {
  for (let from = 0; from < file.length; from += bytes)
    yield await Promise.resolve(file.subarray(from, from + bytes));
}
async function* failing(file: Buffer) {
  yield* chunksOf(file.subarray(0, file.length / 2));
  throw new Error("storage");
}
const fileOf = (file: Buffer, chunks = () => chunksOf(file)): BeforeFile => ({
  bytes: file.length,
  open: () => Promise.resolve({ chunks }),
});

describe("the files from before a capture", () => {
  const runner = createAnalysisRunner();
  const analyze = async (files: readonly BeforeFile[], leftOut = 0, own = order, head = capture.length) => {
    const before = { files, leftOut, from: null, filters: [], captureBytes: capture.length };
    const result = await runner.run(() => chunksOf(capture, head), own, before);
    assert.ok(!("failed" in result), JSON.stringify(result));
    return result;
  };

  it("come to the process of the analysis with the capture, as one traffic", async () => {
    const expected: unknown = JSON.parse(JSON.stringify(summaryOfParts({ ring, capture }, order)));
    for (const head of [capture.length, 5000])
      assert.deepEqual(
        await analyze(
          ring.map((file) => fileOf(file)),
          0,
          order,
          head,
        ),
        expected,
      );
  });

  it("are left out when they are gone or fail, and never fail the analysis", async () => {
    const [one = whole, two = whole, three = whole, four = whole] = ring;
    const gone: BeforeFile = { bytes: one.length, open: () => Promise.resolve(null) };
    const refused: BeforeFile = { bytes: two.length, open: () => Promise.reject(new Error("storage")) };
    const broken = fileOf(three, () => failing(three));
    const { before, file } = await analyze([gone, refused, broken, fileOf(four)], 2);
    assert.deepEqual([before?.files, before?.unreadFiles, file.bytes], [1, 5, capture.length]);
    assert.ok((before?.packets ?? 0) > recordsOf(four).length / 2);
  });

  it("give way to the capture when there is no time for them", async () => {
    const slow = (file: Buffer) =>
      fileOf(file, async function* () {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        yield* chunksOf(file);
      });
    const { before, file } = await analyze(ring.map(slow), 0, { ...order, readingSeconds: 4 });
    assert.equal(file.bytes, capture.length);
    assert.ok(before !== null && before.files < ring.length, JSON.stringify(before));
    assert.equal(before.files + before.unreadFiles, ring.length);
  });

  it("are not used where the beginning of the capture does not tell when it begins", async () => {
    const { before, packets: all } = await analyze(
      ring.map((file) => fileOf(file)),
      0,
      order,
      30,
    );
    assert.deepEqual([before?.unreadFiles, before?.packets], [ring.length, 0]);
    assert.equal(all, recordsOf(capture).length);
  });

  it("pass a fault of the capture itself on", async () => {
    const fault = new Error("changed");
    await assert.rejects(
      runner.run(
        // eslint-disable-next-line require-yield
        async function* () {
          await Promise.resolve();
          throw fault;
        },
        order,
        {
          files: ring.map((file) => fileOf(file)),
          leftOut: 0,
          from: null,
          filters: [],
          captureBytes: capture.length,
        },
      ),
      fault,
    );
  });
});
