import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pageOf } from "../../../src/report/pageOf.ts";
import { renderReport } from "../../../src/report/renderReport.ts";
import { armedOutcome, nothingBefore, ringBefore, ringSummary } from "../../support/report/armed.ts";
import { attack } from "../../support/report/attack.ts";
import { places } from "../../support/report/endings.ts";
import { facts, notRunning, outcome } from "../../support/report/facts.ts";
import { outboundToService } from "../../support/report/summaries.ts";
import { unwrapped } from "../../support/report/unwrapped.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

const emailOf = (capture: CaptureOutcome, given: Partial<ReportFacts> = {}) =>
  renderReport({ ...facts({ captures: [capture] }), ...given });
const textOf = (capture: CaptureOutcome, given: Partial<ReportFacts> = {}) =>
  unwrapped(emailOf(capture, given).text);
const page = (given: ReportFacts) => pageOf({ ...given, running: [], reportedIn: null });

describe("packets from before the capture", () => {
  it("are told on the first screen in a sentence: how many, since when, and the gap to the capture", () => {
    const text = textOf(armedOutcome());
    const sentence =
      "Before the capture: 12,345 packets since 01:01:40 UTC, 56 min 41 s before the alert fired; no packet for 3.2 s before the capture.";
    assert.ok(text.includes(sentence), text.slice(0, 900));
    assert.ok(text.indexOf(sentence) < text.indexOf("Findings on WEB01"));
    assert.match(
      textOf(armedOutcome({ gapSeconds: 0 })),
      /before the alert fired; no gap before the capture\./,
    );
    assert.match(textOf(armedOutcome({ gapSeconds: 125 })), /; a gap of 2 min 5 s before the capture\./);
    assert.doesNotMatch(textOf(outcome({ summary: outboundToService })), /Before the capture/);
  });

  it("have a section with both ends, what was not read and why, and the files", () => {
    const problem = "3 of 9 files were not read: an analysis has limits of time and size.";
    const text = textOf(armedOutcome({ problem }), places && { places });
    assert.match(
      text,
      /First 2026-11-23 01:01:40 UTC 56 min 41 s before the alert fired Last 2026-11-23 02:00:44 UTC 2 min 24 s after the alert fired Gap before the capture no packet for 3\.2 s Not read 3 of 9 files/,
    );
    assert.match(text, /Packets 12,345, 3\.1 MiB/);
    assert.match(text, /Not everything was read\./);
    const folder = "https://captureonalert.blob.core.windows.net/network-watcher-logs/2026/11/23";
    assert.ok(
      text.includes(
        `Ring files, newest first (9) ${folder} packetcapture_02_00_44.cap, packetcapture_01_58_02.cap and 7 more`,
      ),
    );
    const failed = emailOf(armedOutcome({}, { fileUrl: null, summary: null }), places && { places });
    assert.match(failed.html, /href="https:[^"]*ContainerMenuBlade[^>]*>The container of these files/);
    assert.doesNotMatch(emailOf(armedOutcome()).html, /href=/);
  });

  it("that are missing are told with the reason, also of a capture that failed", () => {
    const before = nothingBefore("The ring of this VM had not begun yet.");
    for (const capture of [
      outcome({ before, summary: outboundToService }),
      { ...notRunning("WEB01"), before },
    ]) {
      const text = textOf(capture);
      assert.ok(text.includes("Before the capture: No packets. The ring of this VM had not begun yet."));
      assert.ok(text.includes("There are no packets from before the capture. Reason The ring of this VM"));
    }
    const given = { before: { ...before, files: ringBefore.files, moreFiles: 7 } };
    const read = { ...ringSummary, before: ringSummary.before && { ...ringSummary.before, packets: 0 } };
    const empty = textOf(outcome({ ...given, summary: read }));
    assert.match(empty, /Before the capture: No packets from the 9 files of the ring\./);
    assert.match(empty, /There are no packets from before the capture\./);
  });

  it("of files that were not analyzed are not said to be missing", () => {
    const before = { ...nothingBefore("They were not read."), files: ringBefore.files, moreFiles: 7 };
    for (const summary of [null, outboundToService]) {
      const text = textOf(outcome({ before, summary }));
      const sentence = "9 files of the ring are in storage; they were not analyzed.";
      assert.ok(text.includes(`Before the capture: ${sentence}`));
      assert.match(
        text,
        /they were not analyzed\. Reason They were not read\.\s+Ring files, newest first \(9\)/,
      );
      assert.doesNotMatch(text, /There are no packets|No packets from/);
    }
    assert.match(
      textOf(outcome({ before: { ...before, moreFiles: 0, files: before.files.slice(0, 1) } })),
      /Before the capture: 1 file of the ring is in storage; it was not analyzed\./,
    );
  });

  it("of a ring that began after the alert are not said to be from before it", () => {
    const { before } = ringSummary;
    const from = "2026-11-23T01:58:40.000Z";
    const summary = {
      ...{ ...ringSummary, firstPacketAt: from, before: before && { ...before, firstPacketAt: from } },
      findings: ringSummary.findings.map((one) => ({ ...one, when: "after" as const })),
    };
    const text = textOf(armedOutcome({ from }, { summary }));
    assert.match(text, /Before the capture: 12,345 packets since 01:58:40 UTC, 19 s after the alert fired;/);
    assert.doesNotMatch(text, /before the alert|from before it/i);
  });

  it("of a request are from before that", () => {
    const text = textOf(armedOutcome(), { alert: null, requestedBy: "alice@example.com" });
    assert.match(text, /Before the capture: 12,345 packets .* before the request arrived/);
    assert.doesNotMatch(text, /Before the (?:alert|request)/);
  });

  it("do not count as the capture's own", () => {
    const { html } = emailOf(armedOutcome());
    assert.match(html, /Captured 4\u00a0minutes 59\u00a0seconds, 69,830\u00a0packets/);
    const text = textOf(armedOutcome());
    assert.match(text, /It holds 69,830 packets/);
    assert.match(
      text,
      /82,175 packets, .* Of these, 12,345 packets \(3\.1 MiB\) are from before the capture\./,
    );
    assert.match(text, /First packet of the ring 2026-11-23 01:01:40 UTC Alert fired/);
    assert.match(text, /Capture accepted \S+ \S+ UTC First packet 2026-11-23 02:00:48 UTC/);
    const alone = { ...ringSummary, packets: 12_345 };
    assert.match(textOf(armedOutcome({}, { summary: alone })), /The file holds no packets\. Either/);
  });

  it("are told in a sentence of each of many VMs, and the email stays below 100 KiB", () => {
    const many = Array.from({ length: 20 }, (_, index) => armedOutcome({}, { vmName: `WEB${index}` }));
    const { html, text } = renderReport({ ...facts({ captures: many }), ...(places && { places }) });
    assert.ok(Buffer.byteLength(html) < 100 * 1024, `${Buffer.byteLength(html)} bytes`);
    assert.equal(unwrapped(text).split("Before the capture: 12,345 packets").length, 21);
    const [two] = [renderReport(facts({ captures: many.slice(0, 2) }))];
    assert.match(two.text, /^Before the capture on WEB1$/m);
    assert.ok(Buffer.byteLength(two.html) < 100 * 1024);
  });

  it("have a section of their own on the page, which has all of the files", () => {
    const files = Array.from({ length: 12 }, (_, number) => `${ringBefore.files[0] ?? ""}-${number}.cap`);
    const { sections } = page({
      ...facts({ captures: [armedOutcome({ files })] }),
      ...(places && { places }),
    });
    const section = sections.find(({ part }) => part === "before") ?? assert.fail();
    assert.deepEqual([section.heading, section.vm], ["Before the capture", outcome().vmId]);
    const links = section.blocks.flatMap((block) =>
      block.kind === "list" ? block.items.flatMap((item) => item.links ?? []) : [],
    );
    assert.equal(links.length, 12);
  });

  it("link no file but of https, and keep foreign texts on their line", () => {
    const files = ["javascript:alert(1)", "http://a/b.cap", `${ringBefore.files[0] ?? ""}${attack}`];
    const { html, text } = emailOf(armedOutcome({ files, problem: attack }), places && { places });
    assert.doesNotMatch(html, /javascript:|href="http:|<script/);
    assert.doesNotMatch(text, /^(?:Bcc|--(?!-))/m);
  });
});

describe("findings of a capture with packets from before", () => {
  it("are marked by the side of the alert on which they lie", () => {
    const text = textOf(armedOutcome());
    assert.match(text, /Warning, before and after the alert: 14 of 60 connections/);
    assert.match(text, /Note, before the alert: DNS answers/);
    assert.match(text, /Note, after the alert: 44 connections/);
  });

  it("have no mark where all of the traffic is from after it, or nothing is known of it", () => {
    for (const changes of [
      { firstPacketAt: "2026-11-23T02:00:48.000Z" },
      { moment: null },
      { findings: ringSummary.findings.map((one) => ({ ...one, when: null })) },
      { findings: ringSummary.findings.map((one) => ({ ...one, when: "constructor" as "before" })) },
    ])
      assert.match(
        textOf(armedOutcome({}, { summary: { ...ringSummary, ...changes } })),
        /Note: DNS answers/,
      );
  });
});

describe("the timeline of a capture with packets from before", () => {
  const timeline = (capture: CaptureOutcome) =>
    page(facts({ captures: [capture] }))
      .sections.flatMap(({ blocks }) => blocks)
      .find((block) => block.kind === "timeline") ?? assert.fail();

  it("marks the alert and the beginning of the capture, in words and above their columns", () => {
    const block = timeline(armedOutcome());
    assert.deepEqual(
      block.marks.map(({ label, column }) => [label, column]),
      [
        ["alert", 53],
        ["capture", 55],
      ],
    );
    assert.match(block.note, /The alert fired at 01:58:21 UTC\. The capture begins at 02:00:48 UTC\.$/);
    const { text, html } = emailOf(armedOutcome());
    const lines = text.split("\n");
    const bars = lines.find((line) => line.startsWith("  sent  ")) ?? "";
    const [alert, capture] = lines.filter((line) => line.endsWith("▼"));
    assert.equal(alert?.indexOf("▼"), bars.indexOf("▁") + 53);
    assert.equal(capture?.indexOf("▼"), bars.indexOf("▁") + 55);
    assert.match(
      html,
      /<td\s+colspan="53"\s+align="right"[^>]*>\s*alert ▼\s*<\/td\s*>\s*<td colspan="7"><\/td>/,
    );
    assert.ok(
      lines.every((line) => line.length <= 78 || /https:|az |curl |[0-9a-f]{64}|\/subscr/.test(line)),
    );
  });

  it("marks the alert that a capture was running for, and nothing that lies outside", () => {
    const joined = timeline(
      outcome({
        summary: outboundToService,
        times: { ...outcome().times, firedAt: "2026-11-23T02:01:30.000Z" },
      }),
    );
    assert.deepEqual(
      joined.marks.map(({ label }) => label),
      ["alert"],
    );
    const plain = timeline(outcome({ summary: outboundToService }));
    assert.deepEqual(plain.marks, []);
  });
});
