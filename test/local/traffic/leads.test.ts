import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyNth } from "../../support/depth.ts";
import { summaryOf } from "../../support/packets/vmTraffic.ts";
import { captured } from "../../support/traffic/capture.ts";
import type { ScenarioName } from "../../../local/traffic/namedScenarios.ts";

const analysisOf = (scenario: ScenarioName, seconds: number) =>
  summaryOf(captured(seconds, { scenario }).bytes, { question: "outbound", flowCapacity: 2 ** 14 });

describe("the lead of a capture without the VM's addresses", () => {
  for (const seconds of everyNth(2, [5, 18_000])) {
    it(`is the upload, in ${seconds} s`, () => {
      const { lead, leading } = analysisOf("exfiltration", seconds);
      assert.match(lead, /^\d\d% of outbound bytes went to 198\.51\.100\.77:443 \(files\.example/);
      assert.equal(leading?.kind, "top-peer");
    });

    it(`names no peer and nothing critical on an ordinary day of ${seconds} s`, () => {
      const { leading, findings } = analysisOf("ordinary", seconds);
      assert.notEqual(leading?.kind, "top-peer");
      assert.deepEqual(
        findings.filter(({ severity }) => severity === "critical"),
        [],
      );
    });
  }
});
