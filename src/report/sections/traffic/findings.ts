import { spanText } from "../../../wording/momentText.ts";
import { ofSeverities } from "../../head/toneOf.ts";
import { commands, paragraph, titledFacts, type Block, type Section } from "../../section.ts";
import { stepAfter, verdictOn } from "../network/verdictOn.ts";
import { verdictWords } from "../network/verdictWords.ts";
import { evidenceText } from "./evidenceText.ts";
import type { NetworkContext } from "../../../captures/network/networkContext.ts";
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
  readonly network: NetworkContext | null;
}

/** What was found in one capture, the gravest first, each with its evidence; empty without a finding. */
export function findings(summary: CaptureSummary, how: Shown): readonly Section[] {
  const { findings: found } = summary;
  const { vmName, shown } = how;
  if (found.length === 0) return [];
  return [
    {
      heading: `Findings on ${vmName}`,
      tone: ofSeverities(found.map(({ severity }) => severity)).tone,
      part: "findings",
      blocks: [
        paragraph("Each with its evidence, the next step, and a display filter for Wireshark."),
        ...found.slice(0, shown).flatMap((finding) => findingBlocks(finding, summary, how)),
        ...(found.length > shown
          ? [paragraph(`And ${found.length - shown} more, in the capture's summary.`)]
          : []),
      ],
    },
  ];
}

function findingBlocks(finding: Finding, summary: Sides, { timeZone, network }: Shown): readonly Block[] {
  const verdict = verdictOn(finding, network);
  const rules = network?.rules ?? null;
  return [
    titledFacts(
      severityText(finding, summary),
      ["Evidence", evidenceText(finding.evidence)],
      ["Seen", seenText(finding, timeZone)],
      ["Azure now", verdict && verdictWords(verdict, rules, timeZone)],
      ["Next step", stepAfter(finding, network)],
    ),
    ...commands(null, [finding.filter]),
  ];
}

/** On which side of the alert there is traffic. */
type Sides = Partial<Pick<CaptureSummary, "moment" | "firstPacketAt">>;

const sides: Readonly<Partial<Record<string, string>>> = {
  before: "before the alert",
  after: "after the alert",
  around: "before and after the alert",
} satisfies Record<NonNullable<Finding["when"]>, string>;

/**
 * "Warning: 40 of 60 connections to 203.0.113.9:443 were refused"; "Warning, before the alert: …" where some
 * of the traffic is from before it. An answer about the time before the alert says so itself.
 */
export function severityText({ severity, text, when }: Finding, { moment, firstPacketAt }: Sides): string {
  const isFromBefore = Date.parse(firstPacketAt ?? "") < Date.parse(moment?.at ?? "");
  const known = isFromBefore && Object.hasOwn(sides, when ?? "") ? sides[when ?? ""] : undefined;
  const side = text.includes(" before the alert, ") ? undefined : known;
  return `${severities[severity]}${side === undefined ? "" : `, ${side}`}: ${text}`;
}

function seenText({ firstAt, lastAt }: Finding, timeZone: string): string | null {
  const [first, last] = [Date.parse(firstAt ?? ""), Date.parse(lastAt ?? "")];
  return Number.isNaN(first) || Number.isNaN(last) ? null : spanText(first, last, timeZone);
}
