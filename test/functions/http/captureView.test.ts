import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captureView } from "../../../src/functions/http/captureView.ts";
import { outcome } from "../../support/report/facts.ts";
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
describe("a capture whose analysis an earlier version of the app stored", () => {
  it("has its one sentence, and no findings", () => {
    const { lead, leading, findings, ...rest } = summaries["outbound to a service"] ?? assert.fail();
    assert.ok(lead !== "" && leading !== null && findings.length > 0);
    const stored = (headline: string | null) =>
      outcome({ summary: { ...rest, headline, remarks: [] } as unknown as CaptureSummary });
    const headline = "93 % of outbound bytes went to 203.0.113.9";
    const [told] = viewOf(stored(headline)).vms;
    assert.deepEqual([told?.summary?.lead, told?.summary?.leading], [headline, null]);
    const [vm] = viewOf(stored(null)).vms;
    assert.equal(vm?.summary?.lead, "Analyzed by an earlier version of the app");
    assert.deepEqual(vm.summary.findings, []);
  });
});
