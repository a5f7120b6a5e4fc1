import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hasFailed, outcomeText } from "../../../../local/cli/following/outcomeText.ts";
import { notRunning, outcome } from "../../../support/report/facts.ts";
import { summaries } from "../../../support/report/summaries.ts";
import type { AlertOutcome } from "../../../../src/captures/outcome/alertOutcome.ts";

const ended = (changes: Partial<AlertOutcome> = {}): AlertOutcome => ({
  alert: null,
  requestedBy: null,
  resolvedAt: null,
  captures: [outcome()],
  report: { sentTo: ["oncall@example.com"], messageId: "m", error: null },
  reportedIn: null,
  joinedBy: 0,
  notifications: [],
  evidence: [],
  ...changes,
});

const told = (alert: Partial<AlertOutcome>, files: readonly (string | null)[] = []): string =>
  outcomeText(alert, { files, email: "outbox/1.html" })
    .map(({ text }) => text)
    .join("\n");

describe("the last lines of npm run alert and npm run demo", () => {
  it("tell how the capture ended, and where the file and the email are", () => {
    assert.equal(
      told(ended(), ["a.cap"]),
      `The capture of WEB01 ended: TimeExceeded, 7.0 MiB (7,340,032 bytes).
  Capture file  a.cap
  Email         outbox/1.html
  Sent to       oncall@example.com`,
    );
  });

  it("begin with the lead, and tell no finding that is the lead again", () => {
    const [, summary] = Object.entries(summaries).find(([, one]) => one.findings.length > 1) ?? [];
    assert.ok(summary !== undefined);
    const lines = told(ended({ captures: [outcome({ summary })] })).split("\n");
    assert.equal(lines[1], `${summary.lead}.`);
    assert.equal(lines.filter((line) => line.includes(summary.lead)).length, 1);
    const others = summary.findings.filter(({ text }) => text !== summary.lead).slice(0, 3);
    for (const { text } of others) assert.ok(lines.some((line) => line.endsWith(`: ${text}`)));
  });

  it("give the code and the hint of a failure", () => {
    const [first, second] = told(ended({ captures: [notRunning("OFF")] })).split("\n");
    assert.equal(first, "OFF: the capture failed (vm-not-running).");
    assert.match(second ?? "", /^OFF is deallocated;/);
  });

  it("name the alert in whose email this one is told", () => {
    const lines = told(ended({ captures: [outcome({ joined: true })], report: null, reportedIn: "alert-1" }));
    assert.match(lines, /^The capture of WEB01, which an earlier alert had started, ended: TimeExceeded/);
    assert.match(lines, /^ {2}Email +told in the one of alert-1, whose capture it joined$/m);
    assert.doesNotMatch(lines, /Sent to/);
  });

  it("tell each notification, and why an email or a notification was not sent", () => {
    const lines = told(
      ended({
        report: { sentTo: [], messageId: null, error: "The domain is not linked" },
        notifications: [
          { kind: "teams", sent: true, error: null },
          { kind: "cloudevents", sent: false, error: "HTTP 500" },
        ],
      }),
    );
    assert.match(lines, /^ {2}No email was sent: The domain is not linked\.$/m);
    assert.match(lines, /^ {2}Notification {2}teams, sent$/m);
    assert.match(lines, /^ {2}Notification {2}cloudevents, not sent: HTTP 500$/m);
  });

  it("bear an outcome of another version of the app", () => {
    assert.equal(told({}), "");
  });
});

describe("hasFailed", () => {
  it("is true for a failed capture and an email that was not sent, not for a skipped capture", () => {
    assert.equal(hasFailed(ended()), false);
    assert.equal(hasFailed(ended({ captures: [outcome({ outcome: "skipped", code: "cooldown" })] })), false);
    assert.equal(hasFailed(ended({ report: null, reportedIn: "alert-1" })), false);
    assert.equal(hasFailed(ended({ captures: [notRunning("OFF")] })), true);
    assert.equal(hasFailed(ended({ report: { sentTo: [], messageId: null, error: "x" } })), true);
  });
});
