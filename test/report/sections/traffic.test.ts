import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { tcpHealth } from "../../../src/report/sections/traffic/tcpHealth.ts";
import { captureOf, summaryOf, udp, upload, vm } from "../../support/packets/vmTraffic.ts";
import { dnsMessage, ipv4Address } from "../../support/packets/wire.ts";
import { facts, notRunning, outcome } from "../../support/report/facts.ts";
import { outboundToService, summaries } from "../../support/report/summaries.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const reportOf = (...kinds: readonly string[]) =>
  renderReport(facts({ captures: kinds.map((kind) => outcome({ summary: summaries[kind] ?? null })) }));

describe("the subject", () => {
  for (const [kind, beginning] of [
    ["outbound to a service", "93 % of outbound bytes to 203.0.113.9:443 (updates.example.net) – captured, "],
    [
      "inbound from a client of the VM",
      "88 % of inbound bytes from 198.51.100.178, client of the VM's port 443",
    ],
    ["a protocol without ports", "93 % of outbound bytes to 198.51.100.9 by ICMP – "],
    ["no peer is dominant", "no dominant outbound peer, largest 8 % of outbound bytes to 203.0.113.9:443"],
    ["a port scan", "1,003 of 1,024 TCP connections got no reply – "],
    ["a DNS storm", "12,110 DNS queries for more than 9,004 names – "],
    ["nothing outbound", "no outbound bytes were captured – "],
    ["no IP packets", "no IP packets were captured – "],
  ] as const)
    it(`${kind}: ${beginning}`, () => {
      const { subject } = reportOf(kind);
      assert.ok(subject.startsWith(`WEB01: ${beginning}`), subject);
      assert.ok(subject.endsWith(" (net-out-high, Sev2)"), subject);
    });

  it("drops names first, then the ending, before it is cut", () => {
    const [summary, rule] = [summaries["an IPv6 peer with a long name"] ?? null, "r".repeat(80)];
    const alert = { ...facts().alert, rule };
    const { subject } = renderReport(facts({ alert, captures: [outcome({ summary })] }));
    assert.match(subject, /f384\]:443 – captured, full time \(r{80}, Sev2\)$/);
  });

  it("names the most telling answer of several VMs", () => {
    const { subject } = renderReport(
      facts({
        captures: [
          notRunning("WEB02"),
          outcome({ vmName: "WEB03", summary: summaries["no peer is dominant"] ?? null }),
          outcome({ summary: outboundToService }),
        ],
      }),
    );
    assert.match(
      subject,
      /^3 VMs: 2 captured, 1 failed; WEB01: 93 % of outbound bytes to 203\.0\.113\.9:443/,
    );
  });
});

describe("the text part", () => {
  it("gives the headline first, then the ending, then the findings", () => {
    const [heading, , ending, ...rest] = reportOf("sick connections").text.split("\n");
    assert.equal(heading, "WEB01: 93 % of outbound bytes went to 203.0.113.9:443 (updates.example.net)");
    assert.equal(ending, "The capture ran its full time limit of 5 minutes.");
    assert.equal(rest[0], "6 of 60 TCP connections got no reply.");
  });

  it("puts a finding before a peer that does not dominate", () => {
    const [heading, , second] = reportOf("a port scan").text.split("\n");
    assert.equal(heading, "WEB01: 1,003 of 1,024 TCP connections got no reply");
    assert.match(second ?? "", /^No dominant peer: .*\.$/);
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
    assert.match(subject, /^WEB01: 93 % of outbound bytes to 203\.0\.113\.9:443 \(files\.example\.org\) – /);
    assert.match(
      text,
      /█{13}· +93 % {2}203\.0\.113\.9:443 \(files\.example\.org\)\n +TCP, [\d.]+ KiB sent, 0 bytes received/,
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
      assert.match(reportOf(kind).text, limit, kind);
    assert.doesNotMatch(reportOf("outbound to a service").text, /Notes on this analysis/);
  });

  it("stays within 80 columns but for addresses, ids, commands and the alert's own words", () => {
    const lines = reportOf("outbound to a service").text.split("\n");
    const long = lines.filter((line) => line.length > 80).map((line) => line.trim().split(" ")[0]);
    assert.deepEqual(long, ["Capture", "VM", "az", "Condition"]);
  });
});

describe("TCP health", () => {
  const verdictOf = (tcp: Partial<CaptureSummary["tcp"]>, changes: Partial<CaptureSummary> = {}) =>
    tcpHealth({ ...outboundToService, ...changes, tcp: { ...outboundToService.tcp, ...tcp } }).verdict;

  it("is called healthy when nothing contradicts it", () => {
    assert.equal(verdictOf({}), "TCP looks healthy");
  });

  it("gets no verdict from too little data", () => {
    const few = { connections: 2, established: 2 };
    assert.match(verdictOf(few), /not enough data/);
    assert.match(
      verdictOf({ retransmissions: 0 }, { protocols: { ...outboundToService.protocols, tcp: 40 } }),
      /not enough data/,
    );
    assert.match(verdictOf({}, { exact: false }), /not enough data/);
    assert.equal(verdictOf({}, { protocols: { ...outboundToService.protocols, tcp: 0 } }), "No TCP");
  });

  it("is called mostly healthy with a few errors", () => {
    for (const trouble of [{ refused: 1 }, { unanswered: 2 }, { resets: 12 }, { retransmissions: 700 }])
      assert.match(verdictOf(trouble), /mostly healthy/, JSON.stringify(trouble));
  });

  it("is called unhealthy with many errors", () => {
    for (const trouble of [{ refused: 10 }, { unanswered: 10 }, { resets: 30 }, { retransmissions: 2000 }])
      assert.match(verdictOf(trouble), /does not look healthy/, JSON.stringify(trouble));
  });
});
