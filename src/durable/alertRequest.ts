import { requestFields } from "./requestFields.ts";
import type { Alert } from "../alerts/alert.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { CapturePlan } from "../captures/plan/capturePlan.ts";
import type { Override } from "../captures/plan/override.ts";

/**
 * Input of captureOnAlert: an accepted alert or a request for a capture, its VMs, and how it is carried out.
 */
export interface AlertRequest {
  /** 32 hex digits that identify what started the captures; their names derive from it. */
  readonly occurrence: string;
  /** Null for a capture on demand. */
  readonly alert: Alert | null;
  /** Who requested a capture on demand; null for an alert. */
  readonly requestedBy: string | null;
  /** Limits that the alert rule asked for. */
  readonly overrides: readonly Override[];
  /** ARM ids, distinct. */
  readonly vmIds: readonly string[];
  /** Computers that the alert gives only by name; distinct. */
  readonly hostNames?: readonly string[];
  /** Set by the orchestration itself: the names that it has looked up in vain. */
  readonly unresolved?: readonly CaptureOutcome[];
  readonly plan: CapturePlan;
}

/**
 * Orchestrations can be started by hand, with anything as input.
 * @throws Error saying what was expected.
 */
export function readAlertRequest(input: unknown): AlertRequest {
  if (
    !requestFields.present(input, "occurrence", "alert", "requestedBy", "overrides", "vmIds", "plan") ||
    !requestFields.isPlan(input.plan)
  )
    throw new Error(
      "captureOnAlert is started by POST /api/alerts or /api/captures; its input is {occurrence, alert, requestedBy, overrides, vmIds, plan}.",
    );
  const { occurrence, vmIds, hostNames = [] } = input;
  if (!Array.isArray(input.overrides)) throw new Error("captureOnAlert needs overrides, a list.");
  if (typeof occurrence !== "string") throw new Error("captureOnAlert needs an occurrence, a text.");
  if (!isTexts(vmIds) || !isTexts(hostNames) || vmIds.length + hostNames.length === 0)
    throw new Error("captureOnAlert needs vmIds, a list of at least one ARM id, or hostNames.");
  return input as unknown as AlertRequest;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string");
