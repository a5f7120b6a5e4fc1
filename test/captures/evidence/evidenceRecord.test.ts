import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  evidenceRecord,
  textOfRecord,
  type EvidenceFacts,
} from "../../../src/captures/evidence/evidenceRecord.ts";
import { evidenceTime } from "../../../src/captures/evidence/evidenceTime.ts";
import { isSameRecord } from "../../../src/captures/evidence/isSameRecord.ts";
import { blankOutcome } from "../../../src/captures/outcome/blankOutcome.ts";
import { outcome, facts as reportFacts } from "../../support/report/facts.ts";
import { outboundToService } from "../../support/report/summaries.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { BeforeTraffic } from "../../../src/pcap/before/beforeTraffic.ts";

const { alert } = reportFacts();

const facts = (changes: Partial<EvidenceFacts> = {}): EvidenceFacts => ({
  instanceId: `alert-${"1".repeat(32)}`,
  alert,
  captures: [outcome()],
  joinedAlerts: { listed: [], more: 0 },
  ...changes,
});
const noTraffic: BeforeTraffic = {
  ...{ packets: 0, bytes: 0, firstPacketAt: null, lastPacketAt: null, captureFrom: null },
  ...{ overlapPackets: 0, gapSeconds: null, files: 0, unreadFiles: 0 },
};
const record = (changes: Partial<EvidenceFacts> = {}) => evidenceRecord(facts(changes), "1.2.3");
const ofCapture = (changes: Partial<CaptureOutcome>) =>
  record({ captures: [outcome(changes)] }).captures[0] ?? assert.fail();

/** Every path of a JSON value, in its order. */
function paths(value: unknown, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => [path, ...paths(member, `${path}/${name}`)]);
}

describe("evidenceRecord", () => {
  it("has each member in one order, whatever the order of the facts", () => {
    const own = outcome({ summary: outboundToService });
    const turned = Object.fromEntries(Object.entries(own).reverse()) as unknown as CaptureOutcome;
    const texts = [own, turned].map((capture) => textOfRecord(record({ captures: [capture] })));
    assert.equal(texts[0], texts[1]);
  });

  it("has the same members and times where nothing is known, all of them null", () => {
    const known = record({
      captures: [outcome({ summary: null, limits: null, filters: null, fileUrl: null })],
    });
    const unknown = record({ captures: [{ ...blankOutcome("WEB01"), captureName: "a" }] });
    assert.deepEqual(Object.keys(unknown), Object.keys(known));
    const [one, other] = [known.captures[0], unknown.captures[0]];
    assert.deepEqual(paths(other?.times), paths(one?.times));
    assert.deepEqual(Object.keys(other ?? {}), Object.keys(one ?? {}));
    assert.ok(other?.times.every(({ at }) => at === null));
    assert.deepEqual([other?.file, other?.analysis, other?.session?.endedBy], [null, null, null]);
  });

  it("has who ended a session, as far as the service tells", () => {
    const endedBy = (changes: Partial<CaptureOutcome>) => ofCapture(changes).session?.endedBy;
    assert.equal(endedBy({ stopReason: "TimeExceeded" }), "Network Watcher");
    assert.equal(endedBy({ stopReason: "Manual" }), "a stop request");
    assert.equal(endedBy({ stopReason: "Manual", replacedBy: "another" }), "a later alert");
    for (const stopReason of [null, ""]) assert.equal(endedBy({ stopReason }), null);
    assert.equal(ofCapture({ captureName: null }).session, null);
  });

  it("has the kinds of the findings, and of what the analysis is", () => {
    const { analysis } = ofCapture({ summary: outboundToService, analyzedBy: "0.9.0" });
    const { exact, packets, lead, file, findings } = outboundToService;
    assert.deepEqual(analysis, {
      ...{ version: "0.9.0", exact, readBytes: file.bytes, packets, before: null, lead },
      findings: findings.map(({ kind, severity }) => ({ kind, severity })),
    });
  });

  it("tells the packets of the capture file from those of the ring", () => {
    const own = { ...outboundToService, packets: outboundToService.packets + 500 };
    const summary = { ...own, before: { ...noTraffic, packets: 500, files: 3, unreadFiles: 1 } };
    const { analysis } = ofCapture({ summary });
    assert.equal(analysis?.packets, outboundToService.packets);
    assert.deepEqual(analysis.before, { files: 3, unreadFiles: 1, packets: 500 });
    assert.equal(ofCapture({ summary: { ...own, before: noTraffic } }).analysis?.before, null);
  });

  it("is complete only where the orchestration came to its end", () => {
    const interruption = {
      ending: "failed",
      reason: "a crash",
      endedAt: "2026-11-26T20:00:00.000Z",
    } as const;
    assert.deepEqual([record().complete, record().interruption], [true, null]);
    const interrupted = record({ interruption, joinedAlerts: null });
    assert.deepEqual([interrupted.complete, interrupted.interruption], [false, interruption]);
    assert.deepEqual(interrupted.joinedAlerts, { listed: [], more: null });
  });

  it("lists at most 20 alerts that joined, counts the others, and has at most 20 captures", () => {
    const joined = { rule: "r", severity: null, firedAt: null, requestedBy: null };
    const { joinedAlerts, captures } = record({
      joinedAlerts: { listed: Array.from({ length: 25 }, () => joined), more: 7 },
      captures: Array.from({ length: 25 }, () => outcome()),
    });
    assert.deepEqual([joinedAlerts.listed.length, joinedAlerts.more, captures.length], [20, 12, 20]);
  });

  it("has at most 256 KiB with the longest of everything for one capture", () => {
    const long = (length: number) => "\u{1F4A5}".repeat(length / 2);
    const texts = { rule: long(260), description: long(1000), condition: long(500), alertId: long(1000) };
    const joined = { rule: long(100), severity: long(100), firedAt: null, requestedBy: long(256) };
    const override = { name: "captureFilters", outcome: "ignored", detail: long(1000) } as const;
    const text = textOfRecord(
      record({
        ...{
          alert: { ...alert, ...texts },
          requestedBy: long(256),
          overrides: [override, override, override],
        },
        joinedAlerts: { listed: Array.from({ length: 20 }, () => joined), more: 0 },
        captures: [outcome({ hint: long(2000), fileUrl: long(2000) })],
      }),
    );
    assert.ok(Buffer.byteLength(text) < 256 * 1024, String(text.length));
  });

  it("counts the recipients of the report and does not name them", () => {
    const report = { sentTo: ["one@example.com", "two@example.com"], messageId: "m", error: null };
    const text = textOfRecord(record({ report, reportSentAt: "2026-11-26T20:00:00.000Z" }));
    assert.ok(!text.includes("example.com"));
    assert.equal((JSON.parse(text) as { report: { recipients: number } }).report.recipients, 2);
  });
});

describe("evidenceTime", () => {
  for (const [given, at] of [
    ["2026-11-26T20:00:00.1234567Z", "2026-11-26T20:00:00.1234567Z"],
    ["2026-11-26T21:00:00+01:00", "2026-11-26T20:00:00.000Z"],
    ["2026-11-26T20:00:00", null],
    ["yesterday", null],
    ["", null],
    [null, null],
  ] as const)
    it(`makes ${at ?? "nothing"} of ${JSON.stringify(given)}`, () => {
      assert.deepEqual(evidenceTime("x", "the app", given), { what: "x", at, zone: "UTC", clock: "the app" });
    });
});

describe("isSameRecord", () => {
  it("is true of the same facts, written by whichever version", () => {
    assert.ok(isSameRecord(textOfRecord(record()), record()));
    assert.ok(isSameRecord(textOfRecord(evidenceRecord(facts(), "0.0.1")), record()));
  });

  it("is false of any other fact, and of what is no record", () => {
    const other = record({ captures: [outcome({ sha256: "0".repeat(64) })] });
    assert.ok(!isSameRecord(textOfRecord(other), record()));
    for (const text of ["", "null", "[]", '"a"', "{", "{}"]) assert.ok(!isSameRecord(text, record()), text);
  });
});
