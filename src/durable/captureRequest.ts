import { requestFields } from "./requestFields.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import type { Question } from "../pcap/summary/captureSummary.ts";

/** Input of capturePackets: one VM of an alert. */
export interface CaptureRequest {
  readonly vmId: string;
  readonly occurrence: string;
  readonly plan: CapturePlan;
  readonly analysis: AnalysisRequest;
  /** Absent in an orchestration that was started by hand. */
  readonly origin?: RequestOrigin;
}

/** The alert or request that a capture belongs to. */
interface RequestOrigin {
  /** The alert rule; null for a capture on demand. */
  readonly rule: string | null;
  /** When it was accepted, ISO 8601; absent in an orchestration that was started by hand. */
  readonly receivedAt?: string;
}

/** Options of the analysis of a capture file. */
export interface AnalysisRequest {
  /** What the headline answers; the busier direction when null. */
  readonly question: Question | null;
  /** Largest size of the summary's JSON. */
  readonly summaryBytes: number;
}

/**
 * Orchestrations can be started by hand, with anything as input.
 * @throws Error saying what was expected.
 */
export function readCaptureRequest(input: unknown): CaptureRequest {
  if (
    !requestFields.present(input, "vmId", "occurrence", "plan", "analysis") ||
    typeof input.vmId !== "string" ||
    !requestFields.isPlan(input.plan) ||
    !requestFields.present(input.analysis, "question", "summaryBytes")
  )
    throw new Error(
      "capturePackets is started by captureOnAlert; its input is {vmId, occurrence, plan, analysis}.",
    );
  return input as unknown as CaptureRequest;
}
