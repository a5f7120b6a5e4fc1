import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { before, describe, it } from "node:test";
import { hostConnection } from "../../local/environment/blobStorage.ts";
import { AzureFault } from "../../src/azure/azureFault.ts";
import { NotYet } from "../../src/durable/notYet.ts";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { version } from "../../src/version.ts";
import { analysisLives, calledAt, fill, here, storedCapture } from "../support/analysis/analysisLife.ts";
import type { AnalysisRunner } from "../../src/analysis/analysisRunner.ts";
import type { AnalysisFailure } from "../../src/analysis/endOfProcess.ts";
import type { ReadRange } from "../../src/azure/readRanges.ts";

const fault = (status: number) =>
  new AzureFault("Read", { status, code: null, message: "", correlationId: null, retryAfterSeconds: null });
const failing = (failure: AnalysisFailure): AnalysisRunner => ({ run: () => Promise.resolve(failure) });
/** A runner in a process that dies, as far as others can see. */
const dying: AnalysisRunner = { run: () => new Promise(() => undefined) };

type Lives = Awaited<ReturnType<typeof analysisLives>>;
let life: Lives;
type Result = Awaited<ReturnType<ReturnType<Lives>>>;
const isAnalyzed = (result: Result): boolean => "summary" in result && result.summary.packets > 0;
const readingOf = (result: Result) => {
  assert.ok("summary" in result);
  const { sha256, readAt, etag } = result;
  return { sha256, readAt, etag };
};
const hintOf = (result: Result): string => ("hint" in result ? result.hint : "");

describe("analyzeCapture", () => {
  before(async () => {
    life = await analysisLives();
    // A connection that lay idle while another file kept the thread busy may just be closed.
    await life()(randomUUID()).catch(() => undefined);
  });

  it("asks for a retry when the file changes while it is read, and passes other faults on", async () => {
    await assert.rejects(life({ read: () => Promise.reject(fault(412)) })(randomUUID()), NotYet);
    await assert.rejects(life({ read: () => Promise.reject(fault(503)) })(randomUUID()), AzureFault);
  });

  it("hashes the whole file, and names the version and the time of its reading", async () => {
    const result = await life()(randomUUID());
    assert.ok("summary" in result);
    const sha256 = createHash("sha256").update(storedCapture).digest("hex");
    assert.equal(result.analyzedBy, version);
    assert.deepEqual(readingOf(result), { sha256, readAt: calledAt, etag: '"0x1"' });
  });

  it("has no hash of a file whose version storage has not told: it may have changed meanwhile", async () => {
    const result = await life({ etag: null })(randomUUID());
    assert.deepEqual(readingOf(result), { sha256: null, readAt: null, etag: null });
  });

  it("has no hash of a file that was not read to its end", async () => {
    const half: AnalysisRunner = {
      async run(read, order) {
        const analyzer = new CaptureAnalyzer(order);
        for await (const chunk of read(new AbortController().signal)) {
          analyzer.push(chunk.subarray(0, 9000));
          break;
        }
        return analyzer.end();
      },
    };
    const result = await life({ runner: half })(randomUUID());
    assert.ok("summary" in result);
    assert.equal(result.summary.file.bytes, 9000);
    assert.deepEqual(readingOf(result), { sha256: null, readAt: null, etag: null });
  });

  it("analyzes at the next attempt, in this process or another, after a fault", async () => {
    const id = randomUUID();
    let faults = 1;
    const once: ReadRange = (...range) => (faults-- > 0 ? Promise.reject(fault(503)) : fill(...range));
    const call = life({ read: once });
    await assert.rejects(call(id), AzureFault);
    assert.ok(isAnalyzed(await call(id, 2)));
    assert.ok(isAnalyzed(await life()(id, 3)));
  });

  it("joins the analysis that runs when its message comes twice", async () => {
    let runs = 0;
    const counting: AnalysisRunner = { run: (...what) => ((runs += 1), here.run(...what)) };
    const call = life({ runner: counting });
    const id = randomUUID();
    const [one, other] = await Promise.all([call(id), call(id)]);
    assert.deepEqual([runs, isAnalyzed(one)], [1, true]);
    assert.deepEqual(one, other);
  });

  it("analyzes again when its message comes again after the end, to the same process or another", async () => {
    const id = randomUUID();
    const call = life();
    for (const again of [call, call, life()]) assert.ok(isAnalyzed(await again(id)));
  });

  it("is not begun twice when the process died of it", async () => {
    const id = randomUUID();
    let reads = 0;
    const begun = new Promise<void>((resolve) => {
      void life({ runner: { run: (...what) => (resolve(), dying.run(...what)) } })(id);
    });
    await begun;
    const counting: AnalysisRunner = { run: (...what) => ((reads += 1), here.run(...what)) };
    const second = await life({ runner: counting })(id);
    assert.match(hintOf(second), /^The app's process ended while it was analyzed/);
    assert.equal(reads, 0);
  });

  it("is not begun when its attempt cannot be recorded", async () => {
    let runs = 0;
    const counting: AnalysisRunner = { run: (...what) => ((runs += 1), here.run(...what)) };
    const connection = hostConnection("https://127.0.0.1:1/devstoreaccount1");
    await assert.rejects(life({ runner: counting, connection })(randomUUID()), AzureFault);
    assert.equal(runs, 0);
  });

  it("lets two files in at a time", async () => {
    let [running, most] = [0, 0];
    let partner: (() => void) | null = null;
    const inPairs: AnalysisRunner = {
      async run(...what) {
        running += 1;
        most = Math.max(most, running);
        if (partner === null) await new Promise<void>((resolve) => (partner = resolve));
        else {
          partner();
          partner = null;
        }
        const result = await here.run(...what);
        running -= 1;
        return result;
      },
    };
    const call = life({ runner: inPairs });
    const results = await Promise.all(Array.from({ length: 6 }, () => call(randomUUID())));
    assert.ok(results.every(isAnalyzed));
    assert.equal(most, 2);
  });

  for (const [failed, hint] of [
    ["memory", "Its analysis needed more memory than its 256 MiB and was ended."],
    ["time", "Its analysis did not end in 330 s and was ended."],
    ["crash", "Its analysis broke off (exit code 7)."],
  ] as const)
    it(`refuses a file whose analysis failed: ${failed}`, async () => {
      const result = await life({ runner: failing({ failed, exit: "exit code 7" }) })(randomUUID());
      assert.equal(hintOf(result), hint);
    });

  it("asks for a retry when there was no process for the analysis", () =>
    assert.rejects(life({ runner: failing({ failed: "start", exit: "EAGAIN" }) })(randomUUID()), NotYet));
});
