import { durationText } from "../../wording/durationText.ts";
import { many } from "../../wording/many.ts";
import { roughBytes } from "../../wording/roughBytes.ts";
import { captureAlone } from "../sections/before/captureAlone.ts";
import { endingOf } from "../sections/endingOf.ts";
import { counts } from "../subjectOf.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Severity } from "../../pcap/findings/finding.ts";
import type { ReportFacts } from "../reportFacts.ts";

/**
 * What a list of mails shows beside the subject, which has the lead: "Captured 5 minutes, 3,120 packets, 1.0
 * MiB; 2 warnings".
 */
export function preheaderOf({ captures }: ReportFacts): string {
  const [only] = captures;
  if (only === undefined) return "";
  const amount = captures.length > 1 ? counts(captures) : amountOf(only);
  return [amount, ...findingCounts(captures)].join("; ");
}

function amountOf(outcome: CaptureOutcome): string {
  if (outcome.outcome !== "captured") return endingOf(outcome).sentence;
  const { summary, bytes } = outcome;
  const own = summary === null ? null : captureAlone(summary);
  const parts = [
    ...(own === null ? [] : [durationText(own.seconds), many(own.packets, "packet")]),
    ...(bytes === null ? [] : [roughBytes(bytes)]),
  ];
  return parts.length === 0 ? endingOf(outcome).sentence : `Captured ${parts.join(", ")}`;
}

function findingCounts(captures: readonly CaptureOutcome[]): readonly string[] {
  const found = captures.flatMap(({ summary }) => summary?.findings ?? []);
  const count = (severity: Severity) => found.filter((finding) => finding.severity === severity).length;
  const [critical, warnings] = [count("critical"), count("warning")];
  return [
    ...(critical === 0 ? [] : [`${critical} critical`]),
    ...(warnings === 0 ? [] : [many(warnings, "warning")]),
  ];
}
