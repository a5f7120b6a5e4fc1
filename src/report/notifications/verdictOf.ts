import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Severity } from "../../pcap/findings/finding.ts";

/** How grave a result is, in a word, and in the style of a card's container. */
interface CardVerdict {
  readonly style: "attention" | "warning" | "good" | "emphasis";
  readonly word: string;
}

const ofSeverity: Readonly<Record<Severity, CardVerdict>> = {
  critical: { style: "attention", word: "Critical" },
  warning: { style: "warning", word: "Warning" },
  note: { style: "emphasis", word: "Note" },
};

/** Good is only a whole file in which nothing stands out. */
export function verdictOf({ outcome, summary }: CaptureOutcome): CardVerdict {
  if (outcome === "failed") return { style: "attention", word: "Failed" };
  if (outcome === "skipped") return { style: "emphasis", word: "Skipped" };
  if (summary === null) return { style: "emphasis", word: "Not analyzed" };
  const found = [...summary.findings, ...(summary.leading === null ? [] : [summary.leading])];
  const severities = (["critical", "warning", "note"] as const).filter((severity) =>
    found.some((finding) => finding.severity === severity),
  );
  const [gravest] = severities;
  if (gravest !== undefined) return ofSeverity[gravest];
  return summary.packets === 0
    ? { style: "emphasis", word: "No packets" }
    : { style: "good", word: "Nothing stands out" };
}

const order = ["attention", "warning", "emphasis", "good"] as const;

/** The gravest of several. */
export const gravestOf = (captures: readonly CaptureOutcome[]): CardVerdict =>
  captures.map(verdictOf).sort((one, other) => order.indexOf(one.style) - order.indexOf(other.style))[0] ?? {
    style: "emphasis",
    word: "Nothing captured",
  };
