import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readInto } from "../../src/activities/analyzeCapture.ts";
import { AzureFault } from "../../src/azure/azureFault.ts";
import { readRanges, type ReadRange } from "../../src/azure/readRanges.ts";
import { analysisOf } from "../../src/captures/outcome/captureAnalysis.ts";
import { NotYet } from "../../src/durable/notYet.ts";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { captureOf, upload } from "../support/packets/vmTraffic.ts";

const capture = captureOf(upload(9_000_000));
const never = new AbortController().signal;

const fileOf = (read: ReadRange) => ({
  bytes: capture.length,
  chunks: (signal: AbortSignal) => readRanges(read, capture.length, signal),
});
const fill: ReadRange = (buffer, from) => Promise.resolve(capture.copy(buffer, 0, from));

const fault = (status: number | null) =>
  new AzureFault("Read", { status, code: null, message: "", correlationId: null, retryAfterSeconds: null });

/** Answers the first range, then nothing until it is given up. */
const stallingAfterOne: ReadRange = async (buffer, from, signal) => {
  if (from === 0) return fill(buffer, from, signal);
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(fault(null));
    });
  });
};

async function analyze(read: ReadRange, timeIsUp: AbortSignal) {
  const analyzer = new CaptureAnalyzer();
  await readInto(analyzer, fileOf(read), timeIsUp);
  return analysisOf(analyzer.end(), capture.length);
}

describe("analyzeCapture", () => {
  it("adds no note to a file that it has read to the end", async () => {
    const analysis = await analyze(fill, never);
    assert.ok("summary" in analysis);
    assert.deepEqual([analysis.summary.packets, analysis.remark], [9000, null]);
  });

  it("stops when its time is up, and reports how much of the file it has read", async () => {
    const analysis = await analyze(stallingAfterOne, AbortSignal.timeout(50));
    assert.ok("summary" in analysis);
    const read = 4 * 1024 * 1024;
    assert.equal(analysis.summary.file.bytes, read);
    assert.equal(analysis.fileBytes, capture.length);
    assert.ok(analysis.summary.packets > 3000 && analysis.summary.packets < 9000);
    assert.match(analysis.remark ?? "", new RegExp(`the first ${read} of its ${capture.length} bytes\\.$`));
  });

  it("refuses a file of which nothing arrived in time", async () => {
    const analysis = await analyze(stallingAfterOne, AbortSignal.abort());
    assert.ok("refused" in analysis);
    assert.equal(analysis.hint, "Storage was too slow.");
  });

  it("asks for a retry when the file changes while it is read, and passes other faults on", async () => {
    await assert.rejects(
      analyze(() => Promise.reject(fault(412)), never),
      NotYet,
    );
    await assert.rejects(
      analyze(() => Promise.reject(fault(503)), never),
      AzureFault,
    );
  });
});
