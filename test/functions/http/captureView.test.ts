import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captureView, listedCapture } from "../../../src/functions/http/captureView.ts";
import { notRunning, outcome } from "../../support/report/facts.ts";
import { summaries } from "../../support/report/summaries.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

/** A finished alert as Durable stores it. */
const viewOf = (...captures: readonly CaptureOutcome[]) =>
  captureView(
    {
      instanceId: "alert-0123456789abcdef0123456789abcdef",
      name: "captureOnAlert",
      runtimeStatus: "Completed",
      input: { vmIds: captures.map(({ vmId }) => vmId) },
      output: { captures, report: { sentTo: [], messageId: null, error: null } },
      createdTime: "2026-11-23T02:00:42.000Z",
      lastUpdatedTime: "2026-11-23T02:05:55.000Z",
    },
    [],
  );
const withSummary = (kind: string) => outcome({ summary: summaries[kind] ?? assert.fail(kind) });
const answers = (...captures: readonly CaptureOutcome[]) => {
  const { lead, severity, vms } = listedCapture(viewOf(...captures));
  return [[lead, severity], ...vms.map((vm) => [vm.lead, vm.severity])];
};

const scan = [
  "The VM probed 1,024 TCP ports of 198.51.100.77: 3 open, 18 refused, 1,003 no reply",
  "critical",
];
const peer = ["93% of outbound bytes went to 203.0.113.9:443 (updates.example.net)", "note"];
const nothing = ["Nothing stands out", null];

describe("an item of the list of captures", () => {
  it("has the lead and the severity of each VM, and those of the gravest for itself", () => {
    assert.deepEqual(
      answers(
        withSummary("outbound to a service"),
        withSummary("a port scan"),
        withSummary("no peer is dominant"),
      ),
      [scan, peer, scan, nothing],
    );
  });

  it("has no lead without an analysis", () => {
    assert.deepEqual(answers(notRunning("WEB01"), withSummary("no peer is dominant")), [
      nothing,
      [null, null],
      nothing,
    ]);
    assert.deepEqual(answers(notRunning("WEB01")), [
      [null, null],
      [null, null],
    ]);
  });

  it("has the one sentence of an analysis that an earlier version of the app stored", () => {
    const { lead, leading, findings, ...rest } = summaries["outbound to a service"] ?? assert.fail();
    assert.ok(lead !== "" && leading !== null && findings.length > 0);
    const stored = (headline: string | null) =>
      outcome({ summary: { ...rest, headline, remarks: [] } as unknown as CaptureSummary });
    assert.deepEqual(answers(stored("93 % of outbound bytes went to 203.0.113.9"))[0], [
      "93 % of outbound bytes went to 203.0.113.9",
      null,
    ]);
    const [vm] = viewOf(stored(null)).vms;
    assert.equal(vm?.summary?.lead, "Analyzed by an earlier version of the app");
    assert.deepEqual(vm.summary.findings, []);
  });
});
