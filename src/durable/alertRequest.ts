import type { Alert } from "../alerts/alert.ts";
import type { Question } from "../pcap/summary/headline.ts";
import type { Override } from "../captures/plan/override.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";

/** Input of captureOnAlert: an accepted alert or a request for a capture, its VMs, and how it is carried out. */
export interface AlertRequest {
  /** 32 hex digits: what set the captures off, and what their names are made from. */
  readonly occurrence: string;
  /** Null for a capture on demand. */
  readonly alert: Alert | null;
  /** Who asked for a capture on demand; null for an alert. */
  readonly requestedBy: string | null;
  /** What the alert's rule asked of the capture. */
  readonly overrides: readonly Override[];
  /** ARM ids, distinct. */
  readonly vmIds: readonly string[];
  readonly plan: CapturePlan;
}

/** Input of capturePackets: one VM of an alert. */
export interface CaptureRequest {
  readonly vmId: string;
  readonly occurrence: string;
  readonly plan: CapturePlan;
  readonly analysis: AnalysisWish;
}

/** What is asked of the analysis of a capture file. */
export interface AnalysisWish {
  /** What the headline is to answer; the busier direction when null. */
  readonly question: Question | null;
  /** Bound of the summary's JSON. */
  readonly summaryBytes: number;
}

const hasFields = (value: unknown, ...names: string[]): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && names.every((name) => Object.hasOwn(value, name));

/**
 * Orchestrations can be started by hand, with anything as input.
 * @throws Error saying what was expected.
 */
export function readAlertRequest(input: unknown): AlertRequest {
  if (
    !hasFields(input, "occurrence", "alert", "requestedBy", "overrides", "vmIds", "plan") ||
    !isPlan(input.plan)
  )
    throw new Error(
      "captureOnAlert is started by POST /api/alerts or /api/captures; its input is {occurrence, alert, requestedBy, overrides, vmIds, plan}.",
    );
  const { occurrence, vmIds } = input;
  if (!Array.isArray(input.overrides)) throw new Error("captureOnAlert needs overrides, a list.");
  if (typeof occurrence !== "string") throw new Error("captureOnAlert needs an occurrence, a text.");
  if (!Array.isArray(vmIds) || vmIds.length === 0 || !vmIds.every((id) => typeof id === "string"))
    throw new Error("captureOnAlert needs vmIds, a list of at least one ARM id.");
  return input as unknown as AlertRequest;
}

/** As readAlertRequest, for one VM. */
export function readCaptureRequest(input: unknown): CaptureRequest {
  if (
    !hasFields(input, "vmId", "occurrence", "plan", "analysis") ||
    typeof input.vmId !== "string" ||
    !isPlan(input.plan) ||
    !hasFields(input.analysis, "question", "summaryBytes")
  )
    throw new Error(
      "capturePackets is started by captureOnAlert; its input is {vmId, occurrence, plan, analysis}.",
    );
  return input as unknown as CaptureRequest;
}

function isPlan(plan: unknown): boolean {
  const names = [
    "limits",
    "namePrefix",
    "sessionLimit",
    "conflictPolicy",
    "cooldownSeconds",
    "installAgent",
    "poll",
  ];
  if (!hasFields(plan, ...names)) return false;
  return (
    hasFields(plan.limits, "timeLimitSeconds", "maxBytes", "bytesPerPacket", "filters") &&
    hasFields(plan.poll, "minSeconds", "maxSeconds")
  );
}
