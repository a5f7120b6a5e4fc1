import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CaptureOutcome } from "../../src/captures/outcome/captureOutcome.ts";
import { failureCodes } from "../../src/captures/outcome/failureCode.ts";
import { renderReport } from "../../src/report/renderReport.ts";
import { facts, notRunning, outcome, refusal } from "../support/report/facts.ts";
import { unwrapped } from "../support/report/unwrapped.ts";
import type { ReportFacts } from "../../src/report/reportFacts.ts";

const reportOf = (...captures: readonly CaptureOutcome[]) => renderReport(facts({ captures }));
const textOf = (changes: Partial<CaptureOutcome>) => unwrapped(reportOf(outcome(changes)).text);

describe("renderReport: endings", () => {
  for (const [changes, sentence] of [
    [{ stopReason: "timeexceeded" }, "The capture ran its full time limit of 5 minutes."],
    [{ stopReason: "TimeExceeded", limits: null }, "The capture ran its full time limit."],
    [{ stopReason: "Manual" }, "The capture was stopped early on request."],
    [{ stopReason: null, bytes: 104_857_000 }, "because it reached the size limit of 100 MiB."],
    [{ stopReason: "", bytes: 5_000 }, "The capture ended (no reason given)."],
    [{ stopReason: null, bytes: 104_857_000, joined: true }, "because it reached the size limit of 100 MiB."],
    [
      {
        stopReason: null,
        bytes: 58_600,
        limits: { timeLimitSeconds: 300, maxBytes: 60_000, bytesPerPacket: 0 },
      },
      "because it reached the size limit of 58.6 KiB.",
    ],
    [
      {
        stopReason: null,
        bytes: 58_600,
        limits: { timeLimitSeconds: 300, maxBytes: 60_000, bytesPerPacket: 128 },
      },
      "The capture ended (no reason given).",
    ],
    [
      { stopReason: "Manual", replacedBy: "alert-WEB01-fedcba9876543210" },
      "The capture of a later alert, alert-WEB01-fedcba9876543210, replaced this one",
    ],
    [{ stopReason: "Sunspots" }, 'The capture ended (reason given: "Sunspots").'],
    [{ bytes: 0 }, "The file holds no packets."],
    [{ bytes: null }, "The file's size is unknown."],
    [{ fileUrl: null, hint: "No file was found." }, "No file was found."],
    [{ joined: true }, "This alert joined a capture already running."],
  ] as const)
    it(`${JSON.stringify(changes)}: ${sentence}`, () => {
      assert.ok(textOf(changes).includes(sentence), textOf(changes));
    });

  it("does not call a short file empty", () => {
    assert.doesNotMatch(textOf({ bytes: 25 }), /empty/);
  });

  it("explains every failure code and gives its fix, with or without a hint", () => {
    for (const code of failureCodes) {
      const { subject, text } = reportOf(refusal("WEB01", { code }));
      assert.match(subject, /^WEB01: capture failed, \w/);
      assert.match(text, new RegExp(`Code +${code}\\n +Runbook +docs/runbook\\.md, entry ${code}\\n`));
      const [, , origin, cause] = unwrapped(text).split("\n");
      assert.match(origin ?? "", /^Failed · Sev2 · /);
      assert.match(cause ?? "", /^[A-Z].*\.(?: az .*)?$/);
      assert.ok(reportOf(refusal("WEB01", { code, hint: "Do this." })).text.includes("\nDo this.\n"));
    }
  });

  it("explains why a VM was skipped", () => {
    const { subject, text } = reportOf(refusal("WEB01", { outcome: "skipped", code: "cooldown" }));
    assert.match(subject, /^WEB01: capture skipped, captured recently/);
    assert.match(text, /within CAPTURE_COOLDOWN_SECONDS/);
  });

  it("leaves out unknown values instead of printing null", () => {
    const alert = {
      ...facts().alert,
      rule: null,
      severity: null,
      firedAt: null,
      description: null,
      condition: null,
    };
    for (const captures of [
      [notRunning("WEB01")],
      [outcome({ startedAt: null, endedAt: null, location: null })],
    ]) {
      const { subject, text, html } = renderReport(facts({ alert, captures }));
      assert.doesNotMatch(subject + text + html, /null|undefined|NaN|Invalid/);
    }
  });
});

describe("renderReport: values", () => {
  it("shows a time in UTC and in the configured zone", () => {
    const { text } = renderReport(facts({ timeZone: "Asia/Kolkata" }));
    assert.match(text, /Fired +2026-11-23 01:58:21 UTC \(07:28:21 Asia\/Kolkata\)/);
    const across = renderReport(facts({ timeZone: "America/Los_Angeles" })).text;
    assert.match(across, /Fired +2026-11-23 01:58:21 UTC \(2026-11-22 17:58:21\n? +America\/Los_Angeles\)/);
  });

  it("breaks no line within a quantity, and changes nothing in a command", () => {
    const { html, text } = renderReport(facts());
    for (const quantity of ["774.7\u00a0MiB", "5\u00a0minutes", "7,340,032\u00a0bytes", "UTC"])
      assert.ok(html.includes(quantity), quantity);
    assert.doesNotMatch(html, /\d (?:MiB|KiB|bytes|minutes|packets|UTC)\b/);
    assert.doesNotMatch(html, /<code[^>]*>[^<]*\u00a0/);
    assert.ok(!text.includes("\u00a0"));
  });

  it("gives a download command in which no shell expands anything", () => {
    const text = textOf({
      fileUrl: "https://a.blob.core.windows.net/c/$(reboot)`id`!'.cap?sv=1&sig=secret#x",
    });
    const line = text.split("\n").find((candidate) => candidate.includes("az storage blob download")) ?? "";
    assert.match(line, /--file "alert-WEB01-0123456789abcdef\.cap"$/);
    assert.doesNotMatch(line, /[$`!']/);
    assert.doesNotMatch(text, /secret/);
  });

  it("shows only https addresses", () => {
    for (const fileUrl of [
      "http://a/b.cap",
      "javascript:alert(1)",
      "https://user:pw@a/b.cap",
      "nonsense",
      "data:x",
    ]) {
      const { text, html } = reportOf(outcome({ fileUrl }));
      assert.doesNotMatch(html, /href=/);
      assert.match(unwrapped(text), /The file's location is unknown\./);
    }
  });

  it("names up to two VMs in the subject and counts more", () => {
    assert.equal(
      reportOf(outcome(), notRunning("WEB02")).subject,
      "WEB01: captured, full time; WEB02: capture failed, VM not running (net-out-high, Sev2)",
    );
    assert.equal(
      reportOf(outcome(), outcome(), notRunning("WEB02")).subject,
      "3 VMs: 2 captured, 1 failed (net-out-high, Sev2)",
    );
  });
});

describe("renderReport: custom properties of the alert rule", () => {
  const wide = { name: "captureFilters", outcome: "ignored", detail: "All traffic is captured." } as const;
  const limited = { name: "captureMaxBytes", outcome: "limited", detail: "It is too large." } as const;
  const headings = (overrides: ReportFacts["overrides"] = []) =>
    renderReport(facts({ overrides })).text.match(/^.*(?=\n-+$)/gm);

  it("says before everything else that the rule's filters were ignored, and says it once", () => {
    const { text, html } = renderReport(facts({ overrides: [limited, wide] }));
    assert.match(
      text,
      /^The filters of the alert rule were ignored\n-+\nThe rule's custom property captureFilters/,
    );
    assert.equal(unwrapped(text).split("All traffic is captured.").length, 2);
    assert.ok(html.indexOf("All traffic is captured.") < html.indexOf("full time limit"));
    assert.match(unwrapped(text), /custom property captureMaxBytes was limited: It is too large\./);
  });

  it("begins with the VM when the filters were applied, or another property was ignored", () => {
    for (const overrides of [
      [],
      [limited],
      [{ ...wide, outcome: "applied" as const }],
      [{ ...limited, outcome: "ignored" as const }],
    ])
      assert.match(headings(overrides)?.[0] ?? "", /^WEB01: /);
  });
});
