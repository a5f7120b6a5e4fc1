import { many } from "../../wording/many.ts";
import { roughBytes } from "../../wording/roughBytes.ts";
import { endingOf } from "../sections/endingOf.ts";
import { subjectOf } from "../subjectOf.ts";
import { momentText } from "../text/momentText.ts";
import { oneLine } from "../text/oneLine.ts";
import { captureLink } from "./captureLink.ts";
import { firstFitting } from "./firstFitting.ts";
import { gravestOf, verdictOf } from "./verdictOf.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Finding } from "../../pcap/findings/finding.ts";
import type { ReportFacts } from "../reportFacts.ts";

/**
 * 28 KB:
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
const mostBytes = 28 * 1024;

/** Characters of a text; findings of a card; VMs that it lists. */
interface Level {
  readonly text: number;
  readonly vms: number;
}
const levels: readonly Level[] = [
  { text: 600, vms: 20 },
  { text: 200, vms: 8 },
];
const mostFindings = 3;
const longestRun = 600;

type Style = Readonly<Record<string, string | boolean>>;

/**
 * A text of a card. Runs of text are shown as they are, while a TextBlock would read Markdown, with links, in
 * names of hosts and rules; only dates in double braces are still replaced.
 */
const run = (text: string, style: Style = {}): object => ({ type: "TextRun", text: plain(text), ...style });
const plain = (text: string): string => oneLine(text, longestRun).replaceAll("{{", "{ {");
const block = (...inlines: readonly object[]): object => ({ type: "RichTextBlock", inlines });
const strong = { weight: "Bolder" };
/** The words before a value, in front of which a space stays. */
const labelled = (text: string): object => ({ type: "TextRun", text: `${plain(text)}: `, ...strong });

/** What a Workflows webhook of Teams takes: a message with one Adaptive Card. */
export const teamsCard = (facts: ReportFacts): string =>
  firstFitting(levels, mostBytes, (level) =>
    JSON.stringify({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: cardOf(facts, level),
        },
      ],
    }),
  );

function cardOf(facts: ReportFacts, level: Level): object {
  const { captures, places } = facts;
  const [gravest] = captures;
  const link = gravest === undefined ? null : captureLink(gravest, places);
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.4",
    fallbackText: subjectOf(facts) || "A capture on alert",
    body: [
      head(facts),
      ...(gravest === undefined ? [] : troubles(gravest, level)),
      ...(captures.length > 1
        ? vmLines(captures, level)
        : gravest === undefined
          ? []
          : details(gravest, facts)),
      ...joined(facts),
    ],
    ...(link !== null && { actions: [{ type: "Action.OpenUrl", title: link.label, url: link.href }] }),
  };
}

/** How grave, which alert and when; then the answer. */
function head(facts: ReportFacts): object {
  const { captures, specimen, interruption } = facts;
  const { style, word } = gravestOf(captures);
  const [gravest] = captures;
  const marks = [specimen === true ? "Test" : null, interruption === undefined ? null : "Unfinished", word];
  const line = [...marks, ...originOf(facts)].filter((part) => part !== null && part !== "").join(" · ");
  const answer =
    gravest === undefined
      ? "Nothing was captured"
      : `${oneLine(gravest.vmName, 64)}: ${oneLine(gravest.summary?.lead ?? endingOf(gravest).brief, 200)}`;
  return {
    type: "Container",
    style,
    bleed: true,
    items: [block(run(line, { size: "Small" })), block(run(answer, { ...strong, size: "Large" }))],
  };
}

function originOf({ alert, requestedBy, timeZone }: ReportFacts): readonly (string | null)[] {
  if (alert === null) return ["on demand", requestedBy == null ? null : oneLine(requestedBy, 90)];
  const { severity, rule, firedAt } = alert;
  return [severity, rule === null ? null : oneLine(rule, 90), firedAt && momentText(firedAt, timeZone)];
}

/** Up to three findings that the lead does not state; of a failure, its cause and fix. */
function troubles(outcome: CaptureOutcome, { text }: Level): readonly object[] {
  const { summary, hint } = outcome;
  const findings = (summary?.findings ?? [])
    .filter((finding) => summary?.lead.includes(finding.text) !== true)
    .slice(0, mostFindings);
  return [
    ...findings.map((finding) => block(labelled(wordOf(finding)), run(oneLine(finding.text, text)))),
    ...(outcome.outcome === "captured"
      ? hint === null
        ? []
        : [block(run(oneLine(hint, text)))]
      : [block(run(oneLine(endingOf(outcome).sentence, text)))]),
  ];
}

const wordOf = ({ severity }: Finding): string => severity.charAt(0).toUpperCase() + severity.slice(1);

const fact = (label: string, value: string | null): readonly object[] =>
  value === null || value === "" ? [] : [block(labelled(label), run(value))];

function details(outcome: CaptureOutcome, { timeZone }: ReportFacts): readonly object[] {
  const { bytes, summary, startedAt, endedAt, code, location, captureName } = outcome;
  const size = bytes === null ? null : roughBytes(bytes);
  const packets = summary === null ? null : many(summary.packets, "packet");
  const moment = (time: string | null) => (time === null ? null : momentText(time, timeZone));
  return [
    ...(outcome.outcome === "captured" ? fact("Result", oneLine(endingOf(outcome).sentence, 300)) : []),
    ...fact("Code", code),
    ...fact("Captured", [size, packets].filter((part) => part !== null).join(", ")),
    ...fact("Started", moment(startedAt)),
    ...fact("Ended", moment(endedAt)),
    ...fact("Capture", captureName),
    ...fact("Region", location),
  ];
}

/** One line a VM. */
function vmLines(captures: readonly CaptureOutcome[], { vms }: Level): readonly object[] {
  const lines = captures.slice(0, vms).flatMap((outcome) => {
    const { summary, vmName } = outcome;
    const { word } = verdictOf(outcome);
    return fact(oneLine(vmName, 64), `${word}. ${oneLine(summary?.lead ?? endingOf(outcome).brief, 200)}`);
  });
  const rest = captures.length - vms;
  return rest <= 0 ? lines : [...lines, block(run(`and ${rest} more`))];
}

function joined({ joinedAlerts }: ReportFacts): readonly object[] {
  const count = (joinedAlerts?.listed.length ?? 0) + (joinedAlerts?.more ?? 0);
  return count === 0 ? [] : [block(run(`${many(count, "more alert")} joined this capture.`))];
}
