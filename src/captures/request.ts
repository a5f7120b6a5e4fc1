import type { Alert } from "../alerts/alert.ts";
import type { CapturePlan } from "./plan.ts";

/** Input of captureOnAlert: an accepted alert, its VMs, and how it is carried out. */
export interface AlertRequest {
  readonly alert: Alert;
  /** ARM ids, distinct. */
  readonly vmIds: readonly string[];
  readonly plan: CapturePlan;
}

/** Input of capturePackets: one VM of an alert. */
export interface CaptureRequest {
  readonly vmId: string;
  readonly occurrence: string;
  readonly plan: CapturePlan;
}

const hasFields = (value: unknown, ...names: string[]): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && names.every((name) => Object.hasOwn(value, name));

/**
 * Orchestrations can be started by hand, with anything as input.
 * @throws Error saying what was expected.
 */
export function readAlertRequest(input: unknown): AlertRequest {
  if (
    !hasFields(input, "alert", "vmIds", "plan") ||
    !hasFields(input.alert, "occurrence") ||
    !isPlan(input.plan)
  )
    throw new Error("captureOnAlert is started by POST /api/alerts; its input is {alert, vmIds, plan}.");
  const { vmIds } = input;
  if (!Array.isArray(vmIds) || vmIds.length === 0 || !vmIds.every((id) => typeof id === "string"))
    throw new Error("captureOnAlert needs vmIds, a list of at least one ARM id.");
  return input as unknown as AlertRequest;
}

/** As readAlertRequest, for one VM. */
export function readCaptureRequest(input: unknown): CaptureRequest {
  if (
    !hasFields(input, "vmId", "occurrence", "plan") ||
    typeof input.vmId !== "string" ||
    !isPlan(input.plan)
  )
    throw new Error("capturePackets is started by captureOnAlert; its input is {vmId, occurrence, plan}.");
  return input as unknown as CaptureRequest;
}

function isPlan(plan: unknown): boolean {
  if (!hasFields(plan, "limits", "namePrefix", "sessionLimit", "conflictPolicy", "poll")) return false;
  return (
    hasFields(plan.limits, "timeLimitSeconds", "maxBytes", "bytesPerPacket", "filters") &&
    hasFields(plan.poll, "minSeconds", "maxSeconds")
  );
}
