import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resultText } from "../../../scripts/conformance/resultText.ts";
import type { Result } from "../../../scripts/conformance/runScenarios.ts";

const result = (facts: Partial<Result>): Result => ({
  ...{ name: "stopAtRandom", fact: "a stop ends the capture", result: "ok", remark: null, seconds: 12.3 },
  ...facts,
});

describe("the table of npm run conformance", () => {
  it("has one line a scenario, with the remark of one that passed", () => {
    assert.equal(
      resultText.line(result({ remark: "40 of 40 stops ended the capture" })),
      "ok       stopAtRandom             12.3 s  a stop ends the capture (40 of 40 stops ended the capture)",
    );
  });

  it("gives the reason of a failed or skipped one in the same line", () => {
    assert.equal(
      resultText.line(result({ result: "failed", remark: "expected:\n  one\n  two" })),
      "FAILED   stopAtRandom             12.3 s  a stop ends the capture: expected: one two",
    );
    assert.match(
      resultText.line(result({ result: "skipped", remark: "no key" })),
      /^skipped .* capture: no key$/,
    );
  });

  it("ends with the totals", () => {
    const results = (["ok", "ok", "failed", "skipped"] as const).map((one) => result({ result: one }));
    assert.equal(resultText.totals(results), "2 ok, 1 failed, 1 skipped");
  });
});
