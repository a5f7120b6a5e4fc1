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
  /** When it was accepted, ISO 8601; absent in an orchestration that was started by hand. */
  readonly receivedAt?: string;
  /** Null for a capture on demand. */
  readonly alert: Alert | null;
  /** Who requested a capture on demand; null for an alert. */
  readonly requestedBy: string | null;
  /** Tells requests with one Idempotency-Key apart; absent for an alert and for a request without a key. */
  readonly requestDigest?: string;
  /** Limits that the alert rule asked for. */
  readonly overrides: readonly Override[];
  /** ARM ids, distinct. */
  readonly vmIds: readonly string[];
  /** Computers that the alert gives only by name; distinct. */
  readonly hostNames?: readonly string[];
  /** Set by the orchestration itself: the names that it has looked up in vain. */
  readonly unresolved?: readonly CaptureOutcome[];
  readonly plan: CapturePlan;
  /** Set by the orchestration itself, when it continues under its own id with an empty history. */
  readonly progress?: AlertProgress;
}

/** How far an alert with several VMs has come. */
interface AlertProgress {
  /** In the order of the VMs; null for those that still run. */
  readonly outcomes: readonly (CaptureOutcome | null)[];
  /** Whether the captures have been told to stop. */
  readonly stopped: boolean;
  /** When the captures were started, milliseconds since the epoch. */
  readonly begunAt: number;
}

const isProgress = (progress: unknown, vms: number): boolean =>
  requestFields.present(progress, "outcomes", "stopped", "begunAt") &&
  Array.isArray(progress.outcomes) &&
  progress.outcomes.length === vms &&
  typeof progress.stopped === "boolean" &&
  typeof progress.begunAt === "number";

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
  if ("progress" in input && !isProgress(input.progress, vmIds.length))
    throw new Error("captureOnAlert itself sets progress: {outcomes, stopped, begunAt}.");
  return input as unknown as AlertRequest;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string");
