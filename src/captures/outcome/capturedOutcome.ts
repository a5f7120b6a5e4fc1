import type { CaptureAnalysis } from "./captureAnalysis.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import type { SessionStatus } from "../site/captureSession.ts";
import type { TargetVm } from "../site/captureSite.ts";

/** A session that an alert's capture of one VM goes by. */
export interface FollowedSession {
  readonly captureName: string;
  readonly joined: boolean;
  readonly timeLimitSeconds: number;
}

/** A capture that has ended, as the service told it, and when the app noticed. */
export interface CaptureEnd {
  readonly status: SessionStatus;
  /** ISO 8601. The service does not say when a capture ended; this is when it was seen to have. */
  readonly seenAt: string;
}

export interface CaptureFile {
  /** Null when the file is on the VM alone. */
  readonly fileUrl: string | null;
  readonly guestPath: string | null;
  /** Null when storage does not let the app look. */
  readonly bytes: number | null;
}

/** An outcome of which nothing is known but the VM; by its id alone while Azure has not shown it. */
function blank(vm: TargetVm | string): CaptureOutcome {
  const [vmId, vmName, location] =
    typeof vm === "string" ? [vm, vm.split("/").at(-1) ?? vm, null] : [vm.id, vm.name, vm.location];
  return {
    vmId,
    vmName,
    location,
    outcome: "failed",
    code: null,
    hint: null,
    captureName: null,
    joined: false,
    stopReason: null,
    startedAt: null,
    endedAt: null,
    fileUrl: null,
    guestPath: null,
    bytes: null,
    summary: null,
  };
}

/** A capture that did not come about or was lost. `vm` is its id alone while Azure has not shown it. */
export function failed(vm: TargetVm | string, refusal: Refusal, session?: FollowedSession): CaptureOutcome {
  const { refused: code, hint } = refusal;
  const started = session === undefined ? {} : { captureName: session.captureName, joined: session.joined };
  return {
    ...blank(refusal.vm ?? vm),
    outcome: code === "cooldown" ? "skipped" : "failed",
    code,
    hint,
    ...started,
  };
}

/** What is known of an ended capture's file: a refusal where it could not be looked up, or not be analyzed. */
export interface FileFindings {
  readonly file: CaptureFile | Refusal;
  /** Null where the app has no file to analyze. */
  readonly analysis: CaptureAnalysis | Refusal | null;
}

/** A capture that ran and ended. Only a file that never came fails it. */
export function captured(
  vm: TargetVm,
  { captureName, joined }: FollowedSession,
  { status, seenAt }: CaptureEnd,
  { file, analysis }: FileFindings,
): CaptureOutcome {
  const { stopReason, startedAt } = status;
  const facts = { ...blank(vm), captureName, joined, stopReason, startedAt, endedAt: seenAt };
  if (!isRefusal(file)) return { ...facts, outcome: "captured", ...file, ...analyzed(analysis) };
  if (file.refused === "storage-failed") return { ...facts, code: file.refused, hint: file.hint };
  return { ...facts, outcome: "captured", hint: file.hint };
}

function analyzed(analysis: FileFindings["analysis"]): Partial<CaptureOutcome> {
  if (analysis === null) return { summary: null, hint: "The file is on the VM alone and was not analyzed." };
  if (isRefusal(analysis))
    return { summary: null, hint: `The capture file was not analyzed: ${analysis.hint}` };
  return { summary: analysis.summary, bytes: analysis.fileBytes, hint: analysis.remark };
}
