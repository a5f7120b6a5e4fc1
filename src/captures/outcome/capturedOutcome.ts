import { blankOutcome } from "./blankOutcome.ts";
import { factsOfSession } from "./factsOfSession.ts";
import { isRefusal } from "./refusal.ts";
import type { FollowedSession } from "../site/followedSession.ts";
import type { TargetVm } from "../site/targetVm.ts";
import type { CaptureEnd } from "./captureEnd.ts";
import type { ExaminedFile } from "./captureFile.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";

/** A capture that ran and ended. Only a file that never came fails it. */
export function capturedOutcome(
  vm: TargetVm,
  session: FollowedSession,
  { status, seenAt, replacedBy }: CaptureEnd,
  { file, analysis }: ExaminedFile,
): CaptureOutcome {
  const { stopReason, startedAt } = status;
  const facts = {
    ...{ ...blankOutcome(vm), ...factsOfSession(session), replacedBy },
    ...{ stopReason, startedAt, endedAt: seenAt },
  };
  if (!isRefusal(file)) return { ...facts, outcome: "captured", ...file, ...analyzed(analysis) };
  if (file.refused === "storage-failed") return { ...facts, code: file.refused, hint: file.hint };
  return { ...facts, outcome: "captured", hint: file.hint };
}

function analyzed(analysis: ExaminedFile["analysis"]): Partial<CaptureOutcome> {
  if (analysis === null) return { summary: null, hint: "The file is only on the VM and was not analyzed." };
  if (isRefusal(analysis))
    return { summary: null, hint: `The capture file was not analyzed: ${analysis.hint}` };
  return { summary: analysis.summary, bytes: analysis.fileBytes, hint: analysis.remark };
}
