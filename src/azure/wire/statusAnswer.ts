import { unreadableAnswer } from "../azureFault.ts";
import { foreignText } from "../foreignText.ts";
import { laterAnswer, type RawAnswer } from "./laterAnswer.ts";
import type { SessionStatus, StatusQuery } from "../../captures/site/captureSession.ts";

/** An ended capture of a scale set has one for each instance that is gone. */
const mostErrors = 20;

const states: readonly SessionStatus["state"][] = ["NotStarted", "Running", "Stopped", "Error"];

/**
 * Reads a status, or where it will be answered.
 * @throws AzureFault when the response has neither
 */
export function readStatusAnswer(
  operation: string,
  answer: RawAnswer | undefined,
): SessionStatus | StatusQuery {
  const later = laterAnswer(operation, answer);
  if (later !== null) return later;
  const status = readStatus(answer?.bodyAsText ?? "");
  if (status === null) throw unreadableAnswer(operation);
  return status;
}

function readStatus(text: string): SessionStatus | null {
  const body = jsonOf(text);
  if (typeof body !== "object" || body === null || !("packetCaptureStatus" in body)) return null;
  const fields: Readonly<Record<string, unknown>> = { ...body };
  const { stopReason, packetCaptureError: errors, captureStartTime } = fields;
  const startedAt = typeof captureStartTime === "string" ? Date.parse(captureStartTime) : NaN;
  return {
    state: states.find((state) => state === fields.packetCaptureStatus) ?? "Unknown",
    stopReason: typeof stopReason === "string" ? stopWord(foreignText(stopReason.trim(), 300)) || null : null,
    errors: Array.isArray(errors)
      ? errors.slice(0, mostErrors).map((error) => foreignText(String(error), 300))
      : [],
    startedAt: Number.isNaN(startedAt) ? null : new Date(startedAt).toISOString(),
  };
}

/**
 * Of a scale set the reason is a sentence, recorded as "3 VM Instance(s) stopped due to TimeExceeded Reasons.
 * "; of several the one of most instances counts.
 */
function stopWord(reason: string): string {
  const told = [...reason.matchAll(/(\d+) VM Instance\(s\) stopped due to (\w+) Reasons/gi)];
  const [most] = told.toSorted((one, other) => Number(other[1]) - Number(one[1]));
  return most?.[2] ?? reason;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
