import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captureState } from "../../../../src/functions/http/list/captureState.ts";
import { listedCapture } from "../../../../src/functions/http/list/listedCapture.ts";
import { notRunning, outcome } from "../../../support/report/facts.ts";
import { summaries } from "../../../support/report/summaries.ts";
import type { CaptureOutcome } from "../../../../src/captures/outcome/captureOutcome.ts";

/** A finished alert as Durable stores it. */
const instanceOf = (...captures: readonly CaptureOutcome[]) => ({
  instanceId: "alert-0123456789abcdef0123456789abcdef",
  name: "captureOnAlert",
  runtimeStatus: "Completed",
  input: {
    vmIds: captures.map(({ vmId }) => vmId),
    alert: { rule: "net-out-high", severity: "Sev2", firedAt: "2026-11-23T02:00:40.000Z" },
  },
  output: { captures, report: { sentTo: [], messageId: null, error: null } },
  createdTime: "2026-11-23T02:00:42.000Z",
  lastUpdatedTime: "2026-11-23T02:05:55.000Z",
});
const summaryOf = (kind: string) => summaries[kind] ?? assert.fail(kind);
const withSummary = (kind: string) => outcome({ summary: summaryOf(kind) });

const answers = (...captures: readonly CaptureOutcome[]) => {
  const { lead, severity, vms } = listedCapture(instanceOf(...captures));
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

  it("has the alert's rule and time, the name of the VM with the lead, and the bytes of all files", () => {
    const item = listedCapture(
      instanceOf(
        outcome({ vmName: "WEB01", bytes: 1000, summary: summaryOf("no peer is dominant") }),
        outcome({ vmName: "WEB02", bytes: 234, summary: summaryOf("a port scan") }),
        notRunning("WEB03"),
      ),
    );
    const { state, vm, rule, firedAt, bytes } = item;
    assert.deepEqual(
      { state, vm, rule, firedAt, bytes },
      {
        state: "captured",
        vm: "WEB02",
        rule: "net-out-high",
        firedAt: "2026-11-23T02:00:40.000Z",
        bytes: 1234,
      },
    );
  });

  it("has null for what is unknown yet, and the VM's name from its id", () => {
    const running = { ...instanceOf(outcome()), runtimeStatus: "Running", output: null };
    const { state, vm, bytes, spark, lead } = listedCapture(running);
    assert.deepEqual(
      { state, vm, bytes, spark, lead },
      { state: "running", vm: "WEB01", bytes: null, spark: null, lead: null },
    );
    const empty = listedCapture({ ...running, input: null });
    assert.deepEqual([empty.vm, empty.rule, empty.firedAt], [null, null, null]);
  });

  it("has the traffic over time in at most 24 values of bytes a second, whose sum is that of the timeline", () => {
    const sparkOf = (bytes: readonly number[], bucketSeconds: number) => {
      const summary = summaryOf("a port scan");
      const timeline = { ...summary.timeline, startsAt: null, bucketSeconds, packets: bytes, bytes };
      return listedCapture(instanceOf(outcome({ summary: { ...summary, timeline } }))).spark;
    };
    assert.deepEqual(sparkOf([10, 20, 30], 2), [5, 10, 15]);
    assert.deepEqual(
      sparkOf(
        Array.from({ length: 60 }, () => 100),
        1,
      ),
      Array.from({ length: 20 }, () => 100),
    );
    const last = sparkOf(
      Array.from({ length: 49 }, (_, index) => index),
      1,
    );
    assert.equal(last?.length, 17);
    assert.deepEqual([last[0], last[16]], [1, 48]);
    assert.deepEqual(sparkOf([], 1), []);
  });
});

describe("the state of a capture", () => {
  const stateOf = (...captures: readonly CaptureOutcome[]) => captureState(instanceOf(...captures));
  const cooldown = outcome({ outcome: "skipped", code: "cooldown", summary: null });
  const ended = (runtimeStatus: string, output: unknown = null) =>
    captureState({ ...instanceOf(outcome()), runtimeStatus, output });

  it("is running until the orchestration has ended", () => {
    for (const status of ["Pending", "Running", "Suspended", "ContinuedAsNew"])
      assert.equal(ended(status), "running");
  });

  it("is captured as soon as one VM was captured, and skipped only if no VM failed", () => {
    assert.equal(stateOf(notRunning("WEB01"), outcome(), cooldown), "captured");
    assert.equal(stateOf(cooldown, notRunning("WEB02")), "failed");
    assert.equal(stateOf(cooldown, cooldown), "skipped");
  });

  it("is failed when the orchestration ended without a result", () => {
    for (const status of ["Failed", "Terminated", "Canceled"]) assert.equal(ended(status, "why"), "failed");
  });
});
