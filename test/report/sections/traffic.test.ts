import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { captureOf, summaryOf, udp, upload, vm } from "../../support/packets/vmTraffic.ts";
import { dnsMessage, ipv4Address } from "../../support/packets/wire.ts";
import { facts, notRunning, outcome } from "../../support/report/facts.ts";
import { outboundToService, summaries } from "../../support/report/summaries.ts";
import { unwrapped } from "../../support/report/unwrapped.ts";
import type { Severity } from "../../../src/pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const reportOf = (...kinds: readonly string[]) =>
  renderReport(facts({ captures: kinds.map((kind) => outcome({ summary: summaries[kind] ?? null })) }));

const room = (text: string): string => text.padEnd(120, "x");
const withLead = (vmName: string, lead: string, severity?: Severity, weight = 0.5) =>
  outcome({
    vmName,
    summary: {
      ...outboundToService,
      lead,
      leading: severity === undefined ? null : { kind: "refused", severity, weight },
    },
  });

describe("the subject", () => {
  for (const [kind, beginning] of [
    [
      "outbound to a service",
      "93% of outbound bytes went to 203.0.113.9:443 (updates.example.net) – captured, ",
    ],
    [
      "inbound from a client of the VM",
      "88% of inbound bytes came from 198.51.100.178, a client of the VM's",
    ],
    ["a protocol without ports", "93% of outbound bytes went to 198.51.100.9 by ICMP – "],
    ["no peer is dominant", "Nothing stands out – captured, full time"],
    ["a port scan", "The VM probed 1,024 TCP ports of 198.51.100.77: 3 open, 18 refused, 1,003 no reply – "],
    ["a DNS storm", "12,110 DNS queries for at least 9,004 names: 98% of the lookups failed – "],
  ] as const)
    it(`${kind}: ${beginning}`, () => {
      const { subject } = reportOf(kind);
      assert.ok(subject.startsWith(`WEB01: ${beginning}`), subject);
      assert.ok(subject.endsWith(" (net-out-high, Sev2)"), subject);
    });

  it("drops the ending first, then the rule, and never cuts the VM and the lead", () => {
    const subjectOf = (vmName: string, rule: string, specimen?: true) =>
      renderReport({
        ...facts({
          alert: { ...facts().alert, rule },
          captures: [withLead(vmName, room("One sentence "), "critical")],
        }),
        ...(specimen === undefined ? {} : { specimen }),
      }).subject;
    const lead = room("One sentence ");
    assert.equal(subjectOf("WEB01", "rule"), `WEB01: ${lead} – captured, full time (rule, Sev2)`);
    assert.equal(subjectOf("WEB01", "r".repeat(60)), `WEB01: ${lead} (${"r".repeat(60)}, Sev2)`);
    assert.equal(subjectOf("W".repeat(64), "r".repeat(80)), `${"W".repeat(64)}: ${lead}`);
    assert.equal(subjectOf("W".repeat(64), "rule", true), `[Test] ${"W".repeat(64)}: ${lead}`);
  });

  it("begins with the gravest lead of several VMs: by severity, then by weight", () => {
    const captures = [
      notRunning("WEB02"),
      withLead("WEB03", "Nothing stands out"),
      withLead("WEB04", "A note", "note", 1),
      withLead("WEB05", "A light warning", "warning", 0.1),
      withLead("WEB06", "A heavy warning", "warning", 0.9),
      withLead("WEB07", "Critical", "critical", 0.1),
    ];
    const leadOf = (count: number) =>
      renderReport(facts({ captures: captures.slice(0, count) })).subject.split(" (")[0];
    assert.equal(
      leadOf(2),
      "WEB03: Nothing stands out – captured, full time; WEB02: capture failed, VM not running",
    );
    assert.equal(leadOf(3), "WEB04: A note; 3 VMs: 2 captured, 1 failed");
    assert.equal(leadOf(4), "WEB05: A light warning; 4 VMs: 3 captured, 1 failed");
    assert.equal(leadOf(5), "WEB06: A heavy warning; 5 VMs: 4 captured, 1 failed");
    assert.equal(leadOf(6), "WEB07: Critical; 6 VMs: 5 captured, 1 failed");
  });

  it("counts the VMs first when nothing stands out on any", () => {
    const captures = ["WEB01", "WEB02", "WEB03"].map((name) => withLead(name, "Nothing stands out"));
    assert.match(
      renderReport(facts({ captures })).subject,
      /^3 VMs: 3 captured; WEB01: Nothing stands out \(/,
    );
  });

  it("keeps the gravest lead whole when two VMs have long ones", () => {
    const captures = [
      withLead("WEB01", room("A warning "), "warning"),
      withLead("WEB02", room("Critical "), "critical"),
    ];
    const { subject } = renderReport(facts({ captures }));
    assert.equal(subject, `WEB02: ${room("Critical ")}; WEB01: captured, full time (net-out-high, Sev2)`);
  });
});

describe("the text part", () => {
  it("gives the lead first, then the ending, then the findings with their evidence", () => {
    const { text } = reportOf("sick connections");
    assert.deepEqual(text.split("\n").slice(0, 9), [
      "WEB01: 93% of outbound bytes went to 203.0.113.9:443 (updates.example.net)",
      "-".repeat(74),
      "Warning · Sev2 · net-out-high · 2026-11-23 01:58 UTC",
      "  Warning: 6 of 60 connections to 203.0.113.77:8443 got no reply",
      "  Warning: 14 of 60 connections to 203.0.113.78:5432 were refused",
      "Why it fired: Network Out Total totalled 774.7 MiB over 5 minutes, threshold",
      "  476.8 MiB",
      "The capture ran its full time limit of 5 minutes. It holds 69,830 packets,",
      "  7.0 MiB.",
    ]);
    const section = text.slice(text.indexOf("Findings on WEB01"), text.indexOf("Traffic on WEB01"));
    assert.deepEqual(section.split("\n").slice(4, 11), [
      "Warning: 6 of 60 connections to 203.0.113.77:8443 got no reply",
      "  Evidence   connections 60, opened again 1,204; 10.0.0.57:50214 →",
      "             203.0.113.77:8443; frames 12, 14",
      "  Seen       02:01:00 to 02:04:59 UTC",
      "  Next step  Check the NSG and the firewall of the peer.",
      "    ip.addr == 203.0.113.77 && tcp.port == 8443",
      "",
    ]);
    assert.match(section, /^Warning: 14 of 60 connections .*were refused$[^]*^Note: 93% of outbound/m);
  });

  it("has no section of findings when nothing stands out", () => {
    const { text } = reportOf("no peer is dominant");
    assert.match(text, /^WEB01: Nothing stands out\n-+\nNothing stands out · Sev2/);
    assert.doesNotMatch(text, /Findings|TCP (?:looks|does)/);
  });

  it("says that outcomes are unknown where only one direction was captured", () => {
    const { text } = reportOf("one direction only");
    assert.match(text, /^ {2}96 connections, their outcomes unknown\.$/m);
    assert.doesNotMatch(text, /null|unanswered/);
  });

  it("reads a summary that an earlier version of the app stored", () => {
    const { lead, leading, findings, ...rest } = outboundToService;
    const stored = { ...rest, headline: "93 % of outbound bytes went to 203.0.113.9:443", remarks: [] };
    const { subject, text } = renderReport(
      facts({ captures: [outcome({ summary: stored as unknown as CaptureSummary })] }),
    );
    assert.match(subject, /^WEB01: 93 % of outbound bytes went to 203\.0\.113\.9:443 – captured/);
    assert.doesNotMatch(text, /Findings on/);
    assert.ok(lead !== "" && leading !== null && findings.length > 0);
  });

  it("summarises a real capture, names and filter included", () => {
    const lookup = udp(
      ["10.1.2.1", 53, vm, 4000],
      dnsMessage("files.example.org", 0, [ipv4Address("203.0.113.9")]),
    );
    const summary = summaryOf(
      captureOf([lookup, ...upload(93_000), ...upload(7000, [vm, 5001, "198.51.100.7", 80])]),
      {
        question: "outbound",
      },
    );
    const { subject, text } = renderReport(facts({ captures: [outcome({ summary })] }));
    assert.match(
      subject,
      /^WEB01: 93% of outbound bytes went to 203\.0\.113\.9:443 \(files\.example\.org\) – /,
    );
    assert.match(
      text,
      /█{13}· +93% {2}203\.0\.113\.9:443 \(files\.example\.org\)\n +TCP, [\d.]+ KiB sent, 0 bytes received/,
    );
    assert.match(text, /^ {4}ip\.addr == 203\.0\.113\.9 && tcp\.port == 443$/m);
  });

  it("notes the limits of the analysis", () => {
    for (const [kind, limit] of [
      ["a file that was cut", /ends within a packet, at byte 104,857,011/],
      [
        "a damaged file of shortened packets",
        /damaged at byte 40,112; nothing after that was read: a block of 7 bytes/,
      ],
      ["a damaged file of shortened packets", /61,002 of 69,830 packets are truncated/],
      ["a damaged file of shortened packets", /inferred from the traffic: 10\.0\.0\.57, fd00:db8:deca::39/],
      ["a damaged file of shortened packets", /not supported: link type 147, not read/],
      ["more than fits in memory", /may lack up to 47 KiB/],
      ["addresses unknown", /traffic has no direction/],
    ] as const)
      assert.match(unwrapped(reportOf(kind).text), limit, kind);
    assert.doesNotMatch(reportOf("outbound to a service").text, /Notes on this analysis/);
  });
});
