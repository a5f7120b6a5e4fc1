import { unreadableAnswer } from "../azureFault.ts";
import { foreignText } from "../foreignText.ts";
import { laterAnswer, type RawAnswer } from "./laterAnswer.ts";
import type { SessionStatus, StatusQuery } from "../../captures/site/captureSession.ts";

/** An ended capture of a scale set has one for each instance; the first tell enough. */
const mostErrors = 5;

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
    stopReason: typeof stopReason === "string" ? foreignText(stopReason.trim(), 300) || null : null,
    errors: Array.isArray(errors)
      ? errors.slice(0, mostErrors).map((error) => foreignText(String(error), 300))
      : [],
    startedAt: Number.isNaN(startedAt) ? null : new Date(startedAt).toISOString(),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
