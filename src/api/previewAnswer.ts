import type { CaptureLimits, ConflictPolicy } from "../captures/plan/capturePlan.ts";
import type { Decision } from "./acceptedAnswer.ts";
import type { ArmedVm } from "./armedVms.ts";

/** What would be captured, and how. */
export interface CapturePreview {
  readonly whatIf: true;
  /** The id that the instance would get; null for a request without an Idempotency-Key. */
  readonly id: string | null;
  readonly targets: readonly PreviewedTarget[];
  /** How far the names of the captures are known. */
  readonly captureNames: string;
  readonly limits: CaptureLimits;
  readonly conflictPolicy: ConflictPolicy;
  readonly cooldownSeconds: number;
}

interface PreviewedTarget {
  /** A computer's name that is to be looked up; the other members are null then. */
  readonly hostName?: string;
  readonly vmId: string | null;
  readonly vmName: string | null;
  readonly captureName: string | null;
  /** The ring on it, which would be taken; null: it is not armed, or the app's record cannot be read. */
  /** Of a scale set: the instances that are named; null: all of them, at most 20. Absent for a VM. */
  readonly instances?: readonly string[] | null;
  readonly armed: Pick<ArmedVm, "state" | "coversSeconds" | "error"> | null;
}

/** The answer to a dry run of an alert or request that would start captures. */
export interface PreviewAnswer extends CapturePreview, Decision {}
