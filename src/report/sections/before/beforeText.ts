import { many } from "../../../wording/many.ts";
import { clockText } from "../../../wording/momentText.ts";
import { shortDuration } from "../../../wording/shortDuration.ts";
import { alertTime } from "./alertTime.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { BeforeCapture } from "../../../captures/rings/beforeCapture.ts";

/** What started a capture: the packets are from before it. */
export type Cause = "alert" | "request";

/** A negligible gap, in seconds: as good as none. */
const negligible = 0.05;

export const beforeLabel = (cause: Cause): string => `Before the ${cause}`;

/**
 * The packets from before in a sentence: "12,345 packets from 01:02:03 UTC on, 56 min 18 s before the alert
 * fired; no gap to the capture." Null where the VM is not armed.
 */
export function beforeText(outcome: CaptureOutcome, cause: Cause, timeZone: string): string | null {
  const { before } = outcome;
  if (before === null) return null;
  const { from, packets, problem } = before;
  if (packets === 0 || from === null) return `${nothingText(before)} ${problem ?? ""}`.trim();
  const first = Date.parse(from);
  const at = Number.isNaN(first) ? "" : ` from ${clockText(first, timeZone)} on`;
  const distance = distanceText(outcome, cause, from);
  const parts = [`${many(packets, "packet")}${at}${distance === null ? "" : `, ${distance}`}`];
  if (before.gapSeconds !== null) parts.push(`${gapText(before)} to the capture`);
  return `${parts.join("; ")}.${problem === null ? "" : " Not everything was read."}`;
}

const nothingText = ({ files, moreFiles }: BeforeCapture): string => {
  const all = files.length + moreFiles;
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

/** "no gap", "a gap of 3 s". */
export function gapText({ gapSeconds }: Pick<BeforeCapture, "gapSeconds">): string {
  const seconds = gapSeconds ?? 0;
  return seconds < negligible ? "no gap" : `a gap of ${shortDuration(seconds)}`;
}
