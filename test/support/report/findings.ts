import assert from "node:assert/strict";
import type { Finding, FindingKind, Severity } from "../../../src/pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

/** A finding with evidence of every sort. */
export const finding = (kind: FindingKind, severity: Severity, text: string, filter: string): Finding => ({
  kind,
  severity,
  text,
  filter,
  evidence: {
    counts: { connections: 60, openedAgain: 1_204 },
    flows: [`10.0.0.57:50214 → ${/\d+(?:\.\d+){3}:\d+/.exec(text)?.[0] ?? "203.0.113.9:443"}`],
    frames: [12, 14],
  },
  nextStep: "Check the NSG and the firewall of the peer.",
  firstAt: "2026-11-23T02:01:00.000000000Z",
  lastAt: "2026-11-23T02:04:59.000000000Z",
  when: null,
});

/** What the analysis of these findings says, when the one of this kind leads. */
export const found = (
  leadingKind: FindingKind,
  ...findings: readonly Finding[]
): Pick<CaptureSummary, "lead" | "leading" | "findings"> => {
  const leading = findings.find(({ kind }) => kind === leadingKind);
  assert.ok(leading !== undefined);
  const { kind, severity, text } = leading;
  return { lead: text, leading: { kind, severity, weight: 0.9 }, findings };
};

export const nothingFound = { lead: "Nothing stands out", leading: null, findings: [] } as const;

/** As many findings as a summary holds, with texts as long as they get. */
export const manyFindings = found(
  "refused",
  ...(["refused", "resets", "dns-slow", "beacon"] as const).flatMap((kind) =>
    [1, 2, 3].map((number) => {
      const text = `${number} of 60 connections to 203.0.113.78:5432 (a-rather-long-name-of-a-database.${kind}.example.net)`;
      return finding(kind, "warning", text.padEnd(120, "!"), "ip.addr == 203.0.113.78 && tcp.port == 5432");
    }),
  ),
);
