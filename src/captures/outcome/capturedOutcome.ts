import { othersNote } from "../grants/othersNote.ts";
import { beforeOf } from "../rings/files/beforeOf.ts";
import { blankOutcome } from "./blankOutcome.ts";
import { unknownTimes, type CaptureTimes } from "./captureTimes.ts";
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
  end: CaptureEnd,
  { file, analysis, before: ring = null }: ExaminedFile,
  known: CaptureTimes = unknownTimes,
): CaptureOutcome {
  const { stopReason, startedAt } = end.status;
  const times = timesOf(known, analysis);
  const summary = analysis === null || isRefusal(analysis) ? null : analysis.summary;
  const before = ring === null ? null : beforeOf(ring, summary, times);
  const facts = {
    ...{ ...blankOutcome(vm), ...factsOfSession(session), times, before },
    ...{ stopReason, startedAt, endedAt: end.seenAt, replacedBy: end.replacedBy?.captureName ?? null },
    stoppedBy: end.stoppedBy ?? null,
  };
  const note = othersNote(end);
  const noted = (hint: string | null | undefined) => [note, hint].filter(Boolean).join(" ") || null;
  if (!isRefusal(file)) {
    const analyzedFile = analyzed(analysis);
    return { ...facts, outcome: "captured", ...file, ...analyzedFile, hint: noted(analyzedFile.hint) };
  }
  if (file.refused === "storage-failed") return { ...facts, code: file.refused, hint: noted(file.hint) };
  return { ...facts, outcome: "captured", hint: noted(file.hint) };
}

function analyzed(analysis: ExaminedFile["analysis"]): Partial<CaptureOutcome> {
  if (analysis === null) return { summary: null, hint: "The file is only on the VM and was not analyzed." };
  if (isRefusal(analysis))
    return { summary: null, hint: `The capture file was not analyzed: ${analysis.hint}` };
  const {
    summary,
    fileBytes: bytes,
    sha256 = null,
    readAt = null,
    etag = null,
    analyzedBy = null,
  } = analysis;
  return { summary, bytes, sha256, readAt, etag, analyzedBy, hint: analysis.remark };
}

/** The packets' own times complete the chain. */
function timesOf(known: CaptureTimes, analysis: ExaminedFile["analysis"]): CaptureTimes {
  if (analysis === null || isRefusal(analysis)) return known;
  const { before, firstPacketAt, lastPacketAt } = analysis.summary;
  return { ...known, firstPacketAt: before === null ? firstPacketAt : before.captureFrom, lastPacketAt };
}
