import { beforeText, type Cause } from "../../../src/report/sections/before/beforeText.ts";
import { instanceCounts } from "../../../src/report/sections/instances/instanceCounts.ts";
import { networkParagraph } from "../../../src/report/sections/network/networkSection.ts";
import { severityText } from "../../../src/report/sections/traffic/findings.ts";
import { exactBytes } from "../../../src/wording/roughBytes.ts";
import { terminalText } from "../terminal/terminalText.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { Tone } from "../terminal/terminal.ts";

/** Where a person finds what an alert left behind. */
export interface Places {
  /** Of each capture, in their order; null: there is no file. */
  readonly files: readonly (string | null)[];
  /** Of the email; null: unknown. */
  readonly email: string | null;
}

interface ToldLine {
  readonly text: string;
  readonly tone: Tone | null;
}

const mostFindings = 3;

/** How an alert ended, in a few lines. Apps of other versions may leave members out. */
export function outcomeText(outcome: Partial<AlertOutcome>, places: Places): readonly ToldLine[] {
  const captures = outcome.captures ?? [];
  const cause = outcome.alert ? "alert" : "request";
  return [
    ...captures.flatMap((capture, index) => captureLines(capture, cause, places.files[index] ?? null)),
    ...reportLines(outcome, places.email),
  ].map(({ text, tone }) => ({ text: terminalText.line(text), tone }));
}

/** Whether something went wrong: a capture failed, or the email that was due was not sent. */
export const hasFailed = ({ captures = [], report }: Partial<AlertOutcome>): boolean =>
  captures.some(({ outcome }) => outcome === "failed") || (report?.error ?? null) !== null;

const plain = (text: string): ToldLine => ({ text, tone: null });
const fact = (name: string, value: string): ToldLine => plain(`  ${name.padEnd(14)}${value}`);

function captureLines(capture: CaptureOutcome, cause: Cause, file: string | null): readonly ToldLine[] {
  const { summary, hint } = capture;
  const before = beforeText(
    { ...capture, before: (capture as Partial<CaptureOutcome>).before ?? null },
    cause,
    "UTC",
  );
  const lead = summary?.lead ?? hint;
  return [
    { text: endText(capture), tone: capture.outcome === "failed" ? "bad" : null },
    ...(typeof lead === "string" ? [{ text: sentence(lead), tone: leadTone(capture) }] : []),
    ...(summary?.findings ?? [])
      .filter(({ text }) => text !== lead)
      .slice(0, mostFindings)
      .map((finding) => plain(`  ${severityText(finding, summary ?? {})}`)),
    ...instanceLines(capture),
    ...networkLines(capture),
    ...(before === null ? [] : [fact("Before", before)]),
    ...(file === null ? [] : [fact("Capture file", file)]),
  ];
}

/** Of a scale set: how many were captured, and each one that was not. */
function instanceLines({ instances }: Partial<CaptureOutcome>): readonly ToldLine[] {
  if (instances == null) return [];
  return [
    fact("Instances", instanceCounts(instances)),
    ...instances.map(({ id, outcome, lead, error }) => {
      const why = [lead, error].filter((text) => text !== null).join("; ");
      return fact("", `${id}: ${outcome}${why === "" ? "" : `, ${why}`}`);
    }),
  ];
}

/** Azure's gravest verdict. */
const networkLines = ({ network = null, ...capture }: Partial<CaptureOutcome>): readonly ToldLine[] =>
  networkParagraph({ ...capture, network } as CaptureOutcome, "UTC").flatMap((block) =>
    block.kind === "paragraph" ? [fact("Azure now", block.text)] : [],
  );

function endText({ vmName, outcome, code, stopReason, bytes, joined }: CaptureOutcome): string {
  if (outcome === "failed" || outcome === "skipped")
    return `${vmName}: ${outcome === "failed" ? "the capture failed" : "no capture"} (${code ?? "unknown"}).`;
  const size = typeof bytes === "number" ? `, ${exactBytes(bytes)}` : "";
  const whose = joined ? ", which an earlier alert had started," : "";
  return `The capture of ${vmName}${whose} ended: ${stopReason ?? "no reason given"}${size}.`;
}

function leadTone({ outcome, summary }: CaptureOutcome): Tone | null {
  if (outcome === "failed") return "bad";
  if (!summary) return null;
  const severity = summary.leading?.severity;
  return severity === "critical" ? "bad" : severity === "warning" ? "warning" : "strong";
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function reportLines(
  { report, reportedIn = null, notifications = [] }: Partial<AlertOutcome>,
  email: string | null,
): readonly ToldLine[] {
  const isDigest = reportedIn?.startsWith("digest-") === true;
  const why = isDigest ? "which tells alerts beyond CAPTURES_PER_HOUR" : "whose capture it joined";
  const told = reportedIn === null ? [] : [fact("Email", `told in the one of ${reportedIn}, ${why}`)];
  return [
    ...told,
    ...(report?.error
      ? [{ text: `  No email was sent: ${sentence(report.error)}`, tone: "bad" as const }]
      : []),
    ...(report && !report.error && email !== null ? [fact("Email", email)] : []),
    ...(report && !report.error ? [fact("Sent to", report.sentTo.join(", "))] : []),
    ...notifications.map(({ kind, sent, error }) =>
      fact("Notification", `${kind}, ${sent ? "sent" : `not sent: ${error ?? "unknown"}`}`),
    ),
  ];
}
