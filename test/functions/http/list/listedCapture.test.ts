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
const skipped = outcome({ outcome: "skipped", code: "cooldown", fileUrl: null, summary: null });
const withSummary = (kind: string) => outcome({ summary: summaryOf(kind) });

const answers = (...captures: readonly CaptureOutcome[]) => {
  const { lead, severity, label, vm } = listedCapture(instanceOf(...captures));
  return [lead, severity, label, vm];
};

describe("an item of the list of captures", () => {
  it("has the lead, the severity and the label of the VM with the gravest lead", () => {
    assert.deepEqual(
      answers(
        withSummary("outbound to a service"),
        outcome({ vmName: "WEB02", summary: summaryOf("a port scan") }),
        withSummary("no peer is dominant"),
      ),
      [
        "The VM probed 1,024 TCP ports of 198.51.100.77: 3 open, 18 refused, 1,003 no reply",
        "critical",
        "Scan",
        "WEB02",
      ],
    );
  });

  it("has no lead without an analysis, but a label", () => {
    assert.deepEqual(answers(notRunning("WEB02"), withSummary("no peer is dominant")), [
      "Nothing stands out",
      null,
      "Nothing stands out",
      "WEB01",
    ]);
    assert.deepEqual(answers(notRunning("WEB02"), outcome()), [null, null, "Captured", "WEB01"]);
    assert.deepEqual(answers(notRunning("WEB02")), [null, null, "Failed", "WEB02"]);
    assert.deepEqual(answers(skipped), [null, null, "Skipped", "WEB01"]);
  });

  it("has the phase as its label while it runs, and has failed without a result", () => {
    const labelIn = (changes: object) =>
      listedCapture({ ...instanceOf(outcome()), output: null, ...changes }).label;
    const running = (customStatus: unknown) => labelIn({ runtimeStatus: "Running", customStatus });
    assert.equal(
      running({ phase: "capturing", percent: 40, endsAt: "2026-11-23T02:05:40.000Z" }),
      "Capturing",
    );
    assert.equal(running({ phase: "reporting" }), "Reporting");
    for (const unread of [null, undefined, "x", {}, { phase: "toString" }, { phase: 7 }])
      assert.equal(running(unread), "Waiting");
    for (const runtimeStatus of ["Failed", "Terminated"])
      assert.equal(labelIn({ runtimeStatus, output: "why" }), "Failed");
  });

  it("has the names and addresses of the largest peers, at most five", () => {
    const { peers } = listedCapture(instanceOf(withSummary("outbound to a service")));
    assert.deepEqual(peers.slice(0, 2), ["updates.example.net", "203.0.113.9"]);
    assert.ok(peers.length <= 5);
    assert.deepEqual(listedCapture(instanceOf(notRunning("WEB01"))).peers, []);
  });

  it("has of each VM how it ended, whether it has a file, and what to do without one", () => {
    const { vms } = listedCapture(instanceOf(outcome(), notRunning("WEB02")));
    const [captured, failed] = vms;
    assert.deepEqual(captured, {
      ...{ vmId: outcome().vmId, vmName: "WEB01", outcome: "captured", hasFile: true },
    });
    assert.deepEqual([failed?.outcome, failed?.code, failed?.hasFile], ["failed", "vm-not-running", false]);
    assert.match(failed?.hint ?? "", /^WEB02 is deallocated; /);
    const long = listedCapture(instanceOf(outcome({ hint: "x".repeat(2000) }))).vms[0]?.hint ?? "";
    assert.equal(long.length, 200);
  });

  it("has when a running capture is expected to end", () => {
    const endsAt = "2026-11-23T02:05:40.000Z";
    const customStatus = { phase: "capturing", percent: 40, endsAt };
    const item = listedCapture({
      ...instanceOf(outcome()),
      runtimeStatus: "Running",
      output: null,
      customStatus,
    });
    assert.deepEqual([item.percent, item.vms[0]?.endsAt, item.vms[0]?.outcome], [40, endsAt, null]);
  });

  it("is small: a thousand of them are less than a megabyte", () => {
    for (const summary of Object.values(summaries)) {
      const item = JSON.stringify(listedCapture(instanceOf(outcome({ summary }))));
      assert.ok(Buffer.byteLength(item) < 1000, `${Buffer.byteLength(item)}: ${item}`);
    }
  });

  it("is there whatever an orchestration that was started by hand has as input and output", () => {
    for (const odd of [null, 5, "x", [], {}, { captures: null }, { captures: [null, 5, { vmId: 1 }] }]) {
      const item = listedCapture({ ...instanceOf(outcome()), input: odd, output: odd });
      assert.deepEqual([item.state, item.vms, item.lead], ["skipped", [], null]);
    }
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
