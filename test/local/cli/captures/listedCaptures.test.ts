import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captureTable } from "../../../../local/cli/captures/captureTable.ts";
import { captureText } from "../../../../local/cli/captures/captureText.ts";
import { listQuery } from "../../../../local/cli/captures/listCaptures.ts";
import { listedCapture } from "../../../../local/cli/captures/listedCapture.ts";

const id = `alert-${"0123456789abcdef".repeat(2)}`;
const now = Date.UTC(2026, 10, 26, 8);

const view = (changes: Record<string, unknown> = {}) => ({
  id,
  status: "completed",
  alert: { rule: "net-out-high", severity: "Sev2", firedAt: "2026-11-26T08:00:00Z" },
  vms: [{ vmName: "WEB01", outcome: "captured", lead: "76% of outbound bytes went to 203.0.113.9:443" }],
  createdAt: "2026-11-26T08:00:07.000Z",
  ...changes,
});

describe("the state of a capture", () => {
  for (const [state, changes] of [
    ["running", { status: "pending", vms: [] }],
    ["running", { status: "suspended" }],
    ["captured", {}],
    ["captured", { vms: [{ outcome: "failed" }, { outcome: "captured" }] }],
    ["failed", { vms: [{ outcome: "skipped" }, { outcome: "failed" }] }],
    ["captured", { vms: [{ outcome: "captured" }, { outcome: "skipped" }] }],
    ["skipped", { vms: [{ outcome: "skipped" }] }],
    ["failed", { status: "terminated" }],
    ["skipped", { state: "skipped" }],
  ] as const)
    it(`is ${state} with ${JSON.stringify(changes)}`, () => {
      assert.equal(listedCapture(view(changes)).state, state);
    });
});

describe("the table of captures", () => {
  const captures = [
    listedCapture(view()),
    listedCapture(
      view({
        id: id.replace("alert", "capture"),
        status: "running",
        phase: "capturing",
        percent: 40,
        alert: null,
        vms: [{ vmId: "/subscriptions/s/virtualMachines/web02" }, { vmId: "/x/web03" }],
      }),
    ),
  ];

  it("has whole leads where the output is no terminal", () => {
    assert.equal(
      captureTable(captures, null),
      `ID                STATE     VM        LEAD                                           RULE          STARTED
alert-01234567    captured  WEB01     76% of outbound bytes went to 203.0.113.9:443  net-out-high  2026-11-26 08:00Z
capture-01234567  running   web02 +1  capturing 40%                                  on demand     2026-11-26 08:00Z`,
    );
  });

  for (const columns of [20, 39, 60, 80, 100, 120])
    it(`fits into ${columns} columns`, () => {
      const lines = captureTable(captures, columns).split("\n");
      assert.deepEqual(
        lines.filter((line) => line.length > columns),
        [],
      );
    });
});

describe("npm run captures -- show", () => {
  it("tells why there is no capture, and where the email is in which it is told", () => {
    const text = captureText(
      view({
        vms: [{ vmName: "OFF", outcome: "failed", code: "vm-not-running", hint: "OFF is deallocated." }],
        report: null,
        reportedIn: "alert-9",
      }),
    );
    assert.match(text, /^OFF {2}failed, vm-not-running\n {2}OFF is deallocated\.$/m);
    assert.match(text, /^ {2}Email +told in the one of alert-9$/m);
    assert.match(text, /^What each code means: docs\/runbook\.md$/m);
  });

  it("tells an orchestration that failed, and a capture on demand", () => {
    const text = captureText(
      view({ status: "failed", error: "broken", alert: null, requestedBy: "me", vms: [] }),
    );
    assert.match(text, /failed\n {2}Alert +none: requested by me\n/);
    assert.match(text, /^ {2}Error +broken$/m);
  });
});

describe("the query of npm run captures -- list", () => {
  const query = (changes: Partial<Parameters<typeof listQuery>[0]>) =>
    listQuery({ status: null, since: null, limit: null, ...changes }, now).toString();

  it("asks for the newest 20, of the app's own period", () => {
    assert.equal(query({}), "top=20");
  });

  for (const [since, asked] of [
    ["30m", "2026-11-26T07%3A30%3A00.000Z"],
    ["2h", "2026-11-26T06%3A00%3A00.000Z"],
    ["7d", "2026-11-19T08%3A00%3A00.000Z"],
    ["999999d", "1970-01-01T00%3A00%3A00.000Z"],
    ["2026-11-01", "2026-11-01"],
  ] as const)
    it(`asks for what began since ${since}`, () => {
      assert.equal(query({ since }), `top=20&since=${asked}`);
    });

  it("passes limit and status on", () => {
    assert.equal(query({ limit: "1000", status: "captured,failed" }), "top=1000&status=captured%2Cfailed");
  });

  for (const wrong of [
    { limit: "0" },
    { limit: "1001" },
    { limit: "x" },
    { since: "soon" },
    { status: "done" },
  ])
    it(`refuses ${JSON.stringify(wrong)} as wrong use`, () => {
      assert.throws(() => query(wrong), { name: "CommandError", exitCode: 2 });
    });
});
