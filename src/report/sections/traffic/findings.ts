import { spanText } from "../../../wording/momentText.ts";
import { ofSeverities } from "../../head/toneOf.ts";
import { commands, paragraph, titledFacts, type Block, type Section } from "../../section.ts";
import { evidenceText } from "./evidenceText.ts";
import type { Finding, Severity } from "../../../pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

const severities: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  warning: "Warning",
  note: "Note",
};

interface Shown {
  readonly vmName: string;
  readonly timeZone: string;
  /** Findings, at most. */
  readonly shown: number;
}

/** What was found in one capture, the gravest first, each with its evidence; empty without a finding. */
export function findings(
  { findings: found }: CaptureSummary,
  { vmName, timeZone, shown }: Shown,
): readonly Section[] {
  if (found.length === 0) return [];
  return [
    {
      heading: `Findings on ${vmName}`,
      tone: ofSeverities(found.map(({ severity }) => severity)).tone,
      part: "findings",
      blocks: [
        paragraph("Each with its evidence, the next step, and a display filter for Wireshark."),
        ...found.slice(0, shown).flatMap((finding) => findingBlocks(finding, timeZone)),
        ...(found.length > shown
          ? [paragraph(`And ${found.length - shown} more, in the capture's summary.`)]
          : []),
      ],
    },
  ];
}

const findingBlocks = (finding: Finding, timeZone: string): readonly Block[] => [
  titledFacts(
    severityText(finding),
    ["Evidence", evidenceText(finding.evidence)],
    ["Seen", seenText(finding, timeZone)],
    ["Next step", finding.nextStep],
  ),
  ...commands(null, [finding.filter]),
];

/** "Warning: 40 of 60 connections to 203.0.113.9:443 were refused". */
export const severityText = ({ severity, text }: Finding): string => `${severities[severity]}: ${text}`;

function seenText({ firstAt, lastAt }: Finding, timeZone: string): string | null {
  const [first, last] = [Date.parse(firstAt ?? ""), Date.parse(lastAt ?? "")];
  return Number.isNaN(first) || Number.isNaN(last) ? null : spanText(first, last, timeZone);
}
