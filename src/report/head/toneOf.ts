import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Severity } from "../../pcap/findings/finding.ts";
import type { Tone } from "../section.ts";

/** A tone and the word for it. */
interface Verdict {
  readonly tone: Tone;
  readonly word: string;
}

const bySeverity: Readonly<Record<Severity, Verdict>> = {
  critical: { tone: "bad", word: "Critical" },
  warning: { tone: "warning", word: "Warning" },
  note: { tone: "neutral", word: "Note" },
};
const severities = Object.keys(bySeverity) as readonly Severity[];

/** How grave one VM's result is: by its gravest finding, and green only where the whole file holds none. */
export function toneOf({ outcome, summary }: Pick<CaptureOutcome, "outcome" | "summary">): Verdict {
  if (outcome === "failed") return { tone: "bad", word: "Failed" };
  if (outcome === "skipped") return { tone: "neutral", word: "Skipped" };
  if (summary === null) return { tone: "neutral", word: "Not analyzed" };
  const { leading, findings } = summary;
  const found = leading === null ? findings : [...findings, leading];
  if (found.length > 0) return ofSeverities(found.map(({ severity }) => severity));
  if (summary.packets === 0) return { tone: "neutral", word: "No packets" };
  if (summary.file.ending === "damaged") return { tone: "neutral", word: "Damaged file" };
  return { tone: "good", word: "Nothing stands out" };
}

/** By the gravest of them. */
export const ofSeverities = (found: readonly Severity[]): Verdict =>
  bySeverity[severities.find((severity) => found.includes(severity)) ?? "note"];

const ranks: Readonly<Record<Tone, number>> = { bad: 3, warning: 2, neutral: 1, good: 0 };

/**
 * The gravest of several results; of equals the first.
 *
 * @param vms how many VMs there are, with those whose captures still run
 */
export function gravestTone(captures: readonly CaptureOutcome[], vms = captures.length): Verdict {
  const [first = nothing, ...others] = captures.map(toneOf);
  const worst = others.reduce((one, next) => (ranks[next.tone] > ranks[one.tone] ? next : one), first);
  const failed = captures.filter(({ outcome }) => outcome === "failed").length;
  if (worst.word !== "Failed" || vms === 1) return worst;
  return { ...worst, word: `${failed} of ${vms} failed` };
}

const nothing: Verdict = { tone: "neutral", word: "Nothing captured" };
