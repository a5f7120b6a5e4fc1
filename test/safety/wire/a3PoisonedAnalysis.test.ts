import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAnalysisRunner } from "../../../src/analysis/analysisRunner.ts";
import { isDeep } from "../../support/depth.ts";

const runner = createAnalysisRunner(new URL("../../support/analysis/poisonedProcess.ts", import.meta.url));
const order = {
  ...{ question: null, traffic: null, moment: null, summaryBytes: 16_384, seed: [1, 2, 3, 4] },
  ...{ readingSeconds: 60, endingSeconds: 0, memoryBytes: 160 * 1024 * 1024 },
};

/** Sends the name of a poison, and then nothing: the analysis has all that it will ever get. */
const poisonedWith = (name: string, readingSeconds: number) =>
  runner.run(
    async function* (signal) {
      yield Buffer.from(name);
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
    },
    { ...order, readingSeconds },
  );

const failures: readonly (readonly [string, "memory" | "time" | "crash", RegExp])[] = [
  ["bytes", "memory", /^SIG/],
  ["loop", "time", /^SIGKILL$/],
  ["map", "memory", /^SIG/],
  ["segfault", "crash", /^SIGSEGV$/],
  ["sort", "time", /^SIGKILL$/],
  ["one array", "memory", /^SIG/],
  ["objects", "memory", /^SIG/],
  ["large arrays", "memory", /^SIG/],
  ["recursion", "crash", /^exit code 1$/],
  ["exception", "crash", /^exit code 1$/],
  ["abort", "crash", /^SIGABRT$/],
  ["exit 7", "crash", /^exit code 7$/],
  ["nothing", "crash", /^exit code 0$/],
  ["words", "crash", /^exit code 0$/],
  ["flood", "crash", /^exit code 0$/],
];

describe("a file that is poison for its analysis", { concurrency: 2 }, () => {
  for (const [name, failed, exit] of isDeep ? failures : failures.slice(0, 4))
    it(`ends that alone: ${name}`, async () => {
      const result = await poisonedWith(name, failed === "time" ? 0.5 : 60);
      assert.ok("failed" in result);
      assert.equal(result.failed, failed);
      assert.match(result.exit, exit);
    });
});
