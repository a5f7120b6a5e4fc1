import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAnalysisRunner } from "../../src/analysis/analysisRunner.ts";
import { readRanges, type ReadRange } from "../../src/azure/readRanges.ts";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { captureOf, upload } from "../support/packets/vmTraffic.ts";
import type { AnalysisOrder } from "../../src/analysis/analysisOrder.ts";

const capture = captureOf(upload(9_000_000));
const rangeBytes = 4 * 1024 * 1024;
const order: AnalysisOrder = {
  ...{
    question: "outbound",
    traffic: null,
    moment: null,
    summaryBytes: 8192,
    seed: [1, 2, 3, 4],
  },
  ...{ readingSeconds: 60, endingSeconds: 60, memoryBytes: 512 * 1024 * 1024 },
};

const fill: ReadRange = (buffer, from) => Promise.resolve(capture.copy(buffer, 0, from));

/** Answers the ranges before this one, then nothing until it is given up. */
const stallingFrom =
  (stall: number): ReadRange =>
  async (buffer, from, signal) => {
    if (from < stall) return fill(buffer, from, signal);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(new Error("given up"));
      });
    });
  };

describe("createAnalysisRunner, from source", () => {
  const runner = createAnalysisRunner();
  const analyze = async (read: ReadRange, seconds: number = order.readingSeconds) => {
    const chunks = (signal: AbortSignal) => readRanges(read, capture.length, signal);
    const result = await runner.run(chunks, { ...order, readingSeconds: seconds });
    assert.ok(!("failed" in result), JSON.stringify(result));
    return result;
  };

  it("summarises a file as the analyzer in this process does", async () => {
    const analyzer = new CaptureAnalyzer(order);
    analyzer.push(capture);
    assert.deepEqual(await analyze(fill), JSON.parse(JSON.stringify(analyzer.end())));
  });

  it("summarises what it has read when the time to read is up", async () => {
    const { file, packets } = await analyze(stallingFrom(rangeBytes), 2);
    assert.equal(file.bytes, rangeBytes);
    assert.ok(packets > 3000 && packets < 9000);
  });

  it("summarises nothing when nothing arrives", async () => {
    const { file, packets } = await analyze(stallingFrom(0), 0.05);
    assert.deepEqual([file.bytes, packets], [0, 0]);
  });

  it("leaves no process when reading fails, and passes the fault on", async () => {
    const fault = new Error("storage");
    await assert.rejects(
      analyze(() => Promise.reject(fault)),
      fault,
    );
  });

  it("reports that there was no process", async () => {
    const { execPath } = process;
    process.execPath = "/nowhere/node";
    try {
      assert.deepEqual(await runner.run((signal) => readRanges(fill, 10, signal), order), {
        failed: "start",
        exit: "ENOENT",
      });
    } finally {
      process.execPath = execPath;
    }
  });
});
