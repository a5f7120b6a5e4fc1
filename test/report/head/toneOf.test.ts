import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gravestTone, toneOf } from "../../../src/report/head/toneOf.ts";
import { renderReport } from "../../../src/report/renderReport.ts";
import { facts, notRunning, outcome, refusal } from "../../support/report/facts.ts";
import { finding } from "../../support/report/findings.ts";
import { outboundToService } from "../../support/report/summaries.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { Severity } from "../../../src/pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const withFindings = (...severities: readonly Severity[]): CaptureOutcome =>
  analyzed({
    lead: "Nothing stands out",
    leading: null,
    findings: severities.map((severity) => finding("refused", severity, "A finding", "tcp")),
  });
const analyzed = (changes: Partial<CaptureSummary>): CaptureOutcome =>
  outcome({ summary: { ...outboundToService, ...changes } });
const skipped = refusal("WEB01", { outcome: "skipped", code: "cooldown" });
const { file } = outboundToService;

const colors = { bad: "#c0392b", warning: "#cc8000", good: "#2e7d4f", neutral: "#6b7078" } as const;

describe("the tone of a result", () => {
  for (const [what, capture, tone, word] of [
    ["a failed capture", notRunning("WEB01"), "bad", "Failed"],
    ["a skipped capture", skipped, "neutral", "Skipped"],
    ["a critical finding among others", withFindings("note", "critical", "warning"), "bad", "Critical"],
    ["a warning among notes", withFindings("note", "warning"), "warning", "Warning"],
    ["a note", withFindings("note"), "neutral", "Note"],
    ["no finding", withFindings(), "good", "Nothing stands out"],
    ["no packets", analyzed({ leading: null, findings: [], packets: 0 }), "neutral", "No packets"],
    [
      "no finding in what could be read",
      analyzed({ leading: null, findings: [], file: { ...file, ending: "damaged" } }),
      "neutral",
      "Damaged file",
    ],
    ["no analysis", outcome(), "neutral", "Not analyzed"],
  ] as const)
    it(`of ${what}: ${word}`, () => {
      assert.deepEqual(toneOf(capture), { tone, word });
      const { html, text, importance } = renderReport(facts({ captures: [capture] }));
      assert.equal(/border-left:\d+px solid (#\w+)/.exec(html)?.[1], colors[tone], "the bar beside the lead");
      assert.match(html, new RegExp(`>${word}</b`));
      assert.match(text, new RegExp(`^${word} · `, "m"));
      assert.equal(importance, tone === "bad" ? "high" : "normal");
    });

  it("of several VMs is the gravest, and failures are counted", () => {
    const good = withFindings();
    assert.deepEqual(gravestTone([good, withFindings("warning"), skipped]).word, "Warning");
    assert.deepEqual(gravestTone([good, notRunning("WEB02"), notRunning("WEB03")]).word, "2 of 3 failed");
    assert.deepEqual(gravestTone([withFindings("critical"), notRunning("WEB02")]).word, "Critical");
    assert.deepEqual(gravestTone([good, good]), { tone: "good", word: "Nothing stands out" });
  });

  it("of a sample is never important", () => {
    const { importance } = renderReport({ ...facts({ captures: [notRunning("WEB01")] }), specimen: true });
    assert.equal(importance, "normal");
  });
});
