import { many } from "../../../wording/many.ts";
import { clockText } from "../../../wording/momentText.ts";
import { shortDuration } from "../../../wording/shortDuration.ts";
import { alertTime } from "./alertTime.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { BeforeCapture } from "../../../captures/rings/beforeCapture.ts";

/** What started a capture. */
export type Cause = "alert" | "request";

/** Seconds. A gap that is as good as none; what a VM with little traffic may be silent for. */
const gaps = { negligible: 0.05, quiet: 60 };

export const beforeLabel = "Before the capture";

/**
 * The packets from before in a sentence: "12,345 packets since 01:02:03 UTC, 56 min 18 s before the alert
 * fired; no gap before the capture." Null where the VM is not armed.
 */
export function beforeText(outcome: CaptureOutcome, cause: Cause, timeZone: string): string | null {
  const { before } = outcome;
  if (before === null) return null;
  const { from, packets, problem } = before;
  if (packets === 0 || from === null)
    return unanalyzedText(outcome) ?? `${nothingText(before)} ${problem ?? ""}`.trim();
  const first = Date.parse(from);
  const at = Number.isNaN(first) ? "" : ` since ${clockText(first, timeZone)}`;
  const distance = distanceText(outcome, cause, from);
  const parts = [`${many(packets, "packet")}${at}${distance === null ? "" : `, ${distance}`}`];
  if (before.gapSeconds !== null) parts.push(`${gapPhrase(before.gapSeconds)} before the capture`);
  return `${parts.join("; ")}.${problem === null ? "" : " Not everything was read."}`;
}

/** "9 files of the ring are in storage; they were not analyzed."; null where they were, or there are none. */
export function unanalyzedText({ before, summary }: CaptureOutcome): string | null {
  const all = fileCount(before);
  if (all === 0 || (summary?.before ?? null) !== null) return null;
  return all === 1
    ? "1 file of the ring is in storage; it was not analyzed."
    : `${many(all, "file")} of the ring are in storage; they were not analyzed.`;
}

const fileCount = (before: BeforeCapture | null): number =>
  before === null ? 0 : before.files.length + before.moreFiles;

const nothingText = (before: BeforeCapture): string => {
  const all = fileCount(before);
  return all === 0 ? "No packets." : `No packets from the ${many(all, "file")} of the ring.`;
};

/** "56 min 18 s before the alert fired", of a moment; null where that is not known. */
export function distanceText(outcome: CaptureOutcome, cause: Cause, at: string): string | null {
  const origin = cause === "alert" ? alertTime(outcome) : Date.parse(outcome.times.receivedAt ?? "");
  const seconds = (Date.parse(at) - origin) / 1000;
  if (Number.isNaN(seconds)) return null;
  const side = seconds < 0 ? "before" : "after";
  const happened = cause === "alert" ? "fired" : "arrived";
  return `${shortDuration(Math.abs(seconds))} ${side} the ${cause} ${happened}`;
}

/**
 * "none", "no packet for 8 s", "2 min 5 s". Nobody knows of a short one whether packets are missing, or
 * whether there were none.
 */
export function gapText(seconds: number): string {
  if (seconds < gaps.negligible) return "none";
  return seconds < gaps.quiet ? `no packet for ${shortDuration(seconds)}` : shortDuration(seconds);
}

function gapPhrase(seconds: number): string {
  if (seconds < gaps.negligible) return "no gap";
  return seconds < gaps.quiet ? gapText(seconds) : `a gap of ${gapText(seconds)}`;
}
