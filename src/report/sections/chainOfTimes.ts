import { momentText } from "../../wording/momentText.ts";
import { shortDuration } from "../../wording/shortDuration.ts";
import { titledFacts, type Block } from "../section.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";

/** When each step from the alert to its file was. */
export function chainOfTimes(outcome: CaptureOutcome, timeZone: string): readonly Block[] {
  const { times, before } = outcome;
  const steps = [
    ["First packet of the ring", before?.from ?? null],
    ["Alert fired", times.firedAt],
    ["Received", times.receivedAt],
    ["Capture accepted", times.acceptedAt],
    ["First packet", times.firstPacketAt],
    ["Last packet", times.lastPacketAt],
    ["File found", times.fileFoundAt],
  ] as const;
  if (steps.every(([, at]) => at === null)) return [];
  const facts = steps.map(([label, at]) => [label, at === null ? null : momentText(at, timeZone)] as const);
  return [titledFacts("Times", ...facts)];
}

/** "First packet 7 s after the alert arrived, 4 min 12 s after it fired."; null where no packet is known. */
export function firstPacketText(
  { receivedAt, firedAt, firstPacketAt }: CaptureTimes,
  cause: "alert" | "request",
): string | null {
  const arrived = distance(receivedAt, firstPacketAt);
  const fired = distance(firedAt, firstPacketAt);
  const parts = [
    ...(arrived === null ? [] : [`${arrived} the ${cause} arrived`]),
    ...(fired === null ? [] : [arrived === null ? `${fired} the ${cause} fired` : `${fired} it fired`]),
  ];
  return parts.length === 0 ? null : `First packet ${parts.join(", ")}.`;
}

/** "7 s after", or "2 min before": a capture that was joined began earlier. */
function distance(from: string | null, to: string | null): string | null {
  const seconds = (Date.parse(to ?? "") - Date.parse(from ?? "")) / 1000;
  if (Number.isNaN(seconds)) return null;
  return `${shortDuration(Math.abs(seconds))} ${seconds < 0 ? "before" : "after"}`;
}
