import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { analyzedEndings } from "../../support/report/endings.ts";
import { facts, notRunning, outcome } from "../../support/report/facts.ts";
import { preheaderOfHtml } from "../../support/report/textOfHtml.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

const preheaderOf = (given: ReportFacts | undefined) => preheaderOfHtml(renderReport(given ?? facts()).html);

describe("the preheader", () => {
  it("has the amounts and the number of warnings, and not the subject again", () => {
    const given = analyzedEndings["sick connections"];
    assert.equal(preheaderOf(given), "Captured 5 minutes, 69,830 packets, 64.1 MiB; 2 warnings");
    assert.equal(preheaderOf(facts({ captures: [outcome()] })), "Captured 7.0 MiB");
  });

  it("has the cause of a failure, and counts several VMs", () => {
    assert.match(preheaderOf(facts({ captures: [notRunning("WEB01")] })), /^WEB01 is deallocated;/);
    assert.equal(
      preheaderOf(analyzedEndings["two VMs, one of them not running"]),
      "1 captured, 1 failed; 1 warning",
    );
  });
});
