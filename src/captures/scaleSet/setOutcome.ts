import { capturedOutcome } from "../outcome/capturedOutcome.ts";
import { isRefusal, refuse, type Refusal } from "../outcome/refusal.ts";
import { fitInstances } from "./fitInstances.ts";
import { instanceRows } from "./instanceRows.ts";
import type { CaptureEnd } from "../outcome/captureEnd.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";
import type { CaptureTimes } from "../outcome/captureTimes.ts";
import type { FollowedSession } from "../site/followedSession.ts";
import type { TargetVm } from "../site/targetVm.ts";
import type { InstanceAnalyses } from "./instanceAnalyses.ts";
import type { InstanceFile } from "./instanceFilesAmong.ts";

/** The files of a session's instances. */
export interface InstanceFiles {
  readonly files: readonly InstanceFile[];
  /** URL of the folder below which all of them lie. */
  readonly folder: string;
}

/** What was found of an ended session of a scale set. */
interface ExaminedSet {
  readonly files: InstanceFiles | Refusal;
  /** When they were seen in storage, ISO 8601. */
  readonly fileFoundAt: string | null;
  /** Null where there was nothing to analyze. */
  readonly analyses: InstanceAnalyses | Refusal | null;
}

/** A capture of a scale set that ran and ended. It has failed only when no instance has left a file. */
export function setOutcome(
  vm: TargetVm,
  session: FollowedSession,
  end: CaptureEnd,
  { files, fileFoundAt, analyses }: ExaminedSet,
  known: CaptureTimes,
): CaptureOutcome {
  const found = isRefusal(files) ? [] : files.files;
  const done = analyses === null || isRefusal(analyses) ? null : analyses;
  const leadingInstance = done?.leading?.id ?? found[0]?.id ?? null;
  const leading = found.find(({ id }) => id === leadingInstance);
  const file =
    leading === undefined
      ? isRefusal(files)
        ? files
        : refuse("storage-failed", noFiles)
      : { fileUrl: leading.fileUrl, guestPath: null, bytes: leading.bytes };
  const analysis = isRefusal(file) ? null : (done?.leading?.analysis ?? notAnalyzed(analyses));
  const rows = instanceRows(vm.instances ?? [], end.status.errors, found, done).map((row) =>
    isRefusal(files) && row.outcome === "failed" ? { ...row, ...notSeen } : row,
  );
  return {
    ...capturedOutcome(vm, session, end, { file, fileFoundAt, analysis }, { ...known, fileFoundAt }),
    instances: fitInstances(rows),
    instanceFolder: isRefusal(files) ? null : files.folder,
    leadingInstance,
  };
}

const notSeen = { outcome: "captured", error: "Its file could not be looked for." } as const;

const noFiles =
  "The capture ended, but none of its instances has a file in storage. They must reach the storage account over HTTPS.";

const notAnalyzed = (analyses: ExaminedSet["analyses"]): Refusal =>
  analyses !== null && isRefusal(analyses)
    ? analyses
    : refuse("unexpected", "No file of its instances could be analyzed.");
