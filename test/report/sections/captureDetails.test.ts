import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { version } from "../../../src/version.ts";
import { places } from "../../support/report/endings.ts";
import { facts, outcome } from "../../support/report/facts.ts";
import { outboundToService } from "../../support/report/summaries.ts";
import { unwrapped } from "../../support/report/unwrapped.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

const textOf = (changes: Partial<CaptureOutcome>, given: Partial<ReportFacts> = {}) =>
  unwrapped(renderReport({ ...facts({ captures: [outcome(changes)] }), ...given }).text);

describe("the details of a capture", () => {
  it("have the filters and limits of the session that was followed", () => {
    const text = textOf({
      filters: [{ protocol: "UDP", remotePort: "53" }],
      limits: { timeLimitSeconds: 90, maxBytes: 1_048_576, bytesPerPacket: 1_280 },
    });
    assert.match(
      text,
      /Filters in force UDP, remote port 53 Limits in force 1 minute 30 seconds, 1\.0 MiB, 1,280 bytes of each packet/,
    );
    assert.match(
      textOf({}),
      /Filters in force none, all packets Limits in force 5 minutes, 100 MiB, whole packets/,
    );
  });

  it("have the file's hash, and say of what it is", () => {
    const sha256 = "ab".repeat(32);
    const readAt = "2026-11-23T02:05:56.000Z";
    const withZone = textOf({ sha256, readAt }, { timeZone: "Europe/Berlin" });
    assert.ok(
      withZone.includes(
        `SHA-256 ${sha256} of the file as read at 2026-11-23 02:05:56 UTC (03:05:56 Europe/Berlin)`,
      ),
    );
    const older = textOf({ sha256, readAt: null });
    assert.match(older, new RegExp(`SHA-256 ${sha256} of the file as read for the analysis`));
    assert.doesNotMatch(textOf({ sha256: null }), /SHA-256/);
  });

  it("have the times from the alert to the file", () => {
    const text = textOf({ summary: outboundToService });
    for (const [label, time] of [
      ["Alert fired", "01:58:21"],
      ["Received", "02:00:40"],
      ["Capture accepted", "02:00:46"],
      ["First packet", "02:00:48"],
      ["Last packet", "02:05:46"],
      ["File found", "02:05:55"],
    ])
      assert.ok(text.includes(`${label ?? ""} 2026-11-23 ${time ?? ""} UTC`), label);
    assert.match(text, /First packet 8 s after the alert arrived, 2 min 27 s after it fired\./);
  });

  it("say that the first packet of a capture that was joined came before the alert", () => {
    const times = { ...outcome().times, firstPacketAt: "2026-11-23T01:56:41.000Z" };
    assert.match(
      textOf({ times }),
      /First packet 3 min 59 s before the alert arrived, 1 min 40 s before it fired\./,
    );
    const unknown = { ...times, receivedAt: null };
    assert.match(textOf({ times: unknown }), /First packet 1 min 40 s before the alert fired\./);
    const request = textOf(
      { times: { ...times, firedAt: null } },
      { alert: null, requestedBy: "a@example.com" },
    );
    assert.match(request, /First packet 3 min 59 s before the request arrived\./);
    assert.doesNotMatch(textOf({ times: { ...times, firstPacketAt: null } }), /First packet \d/);
  });

  it("of an outcome that an earlier version stored lack what it did not know", () => {
    const { sha256, times, ...stored } = outcome();
    const { text } = renderReport(facts({ captures: [stored as CaptureOutcome] }));
    assert.doesNotMatch(text, /SHA-256|Alert fired|First packet|undefined|NaN/);
    assert.ok(sha256 !== null && times.firedAt !== null);
  });
});

describe("the footer", () => {
  const { fileFoundAt } = outcome().times;

  it("says why the reader gets the email, and from which app", () => {
    const text = textOf({}, places && { places });
    assert.ok(
      text.includes(
        `because your address is in the setting NOTIFY_EMAIL_TO of capture-on-alert ${version} on capture-on-alert.azurewebsites.net`,
      ),
    );
  });

  it("says when the file is deleted, where the app knows", () => {
    assert.match(fileFoundAt ?? "", /^2026-11-23/);
    assert.match(
      textOf({}, { fileRetentionDays: 30 }),
      /file is deleted on 2026-12-23 by the storage account's lifecycle rule\./,
    );
    assert.match(
      textOf({}, { fileRetentionDays: null }),
      /When the capture file is deleted is not known to the app/,
    );
    const times = { ...outcome().times, fileFoundAt: null };
    assert.match(
      textOf({ times, endedAt: null }, { fileRetentionDays: 7 }),
      /deleted 7 days after it was written/,
    );
    assert.doesNotMatch(textOf({ fileUrl: null }, { fileRetentionDays: 30 }), /deleted/);
  });
});
