import { capturedOutcome } from "../outcome/capturedOutcome.ts";
import { isRefusal, refuse, type Refusal } from "../outcome/refusal.ts";
import { fitInstances } from "./fitInstances.ts";
import { goneInstances } from "./goneInstances.ts";
import type { CaptureAnalysis } from "../outcome/captureAnalysis.ts";
import type { CaptureEnd } from "../outcome/captureEnd.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";
import type { CaptureTimes } from "../outcome/captureTimes.ts";
import type { FollowedSession } from "../site/followedSession.ts";
import type { TargetInstance, TargetVm } from "../site/targetVm.ts";
import type { InstanceFile } from "./instanceFilesAmong.ts";
import type { InstanceOutcome } from "./instanceOutcome.ts";

/** The files of a session's instances. */
export interface InstanceFiles {
  readonly files: readonly InstanceFile[];
  /** URL of the folder below which all of them lie. */
  readonly folder: string;
}

/** The analyses of those files. */
export interface InstanceAnalyses {
  /** Those that came to an end, the gravest lead first; or why there is none. */
  readonly instances: readonly {
    readonly id: string;
    readonly lead: string | null;
    readonly error: string | null;
  }[];
  /** The gravest one; null: no file could be analyzed. */
  readonly leading: { readonly id: string; readonly analysis: CaptureAnalysis } | null;
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
  const rows = rowsOf(vm.instances ?? [], end, found, done);
  return {
    ...capturedOutcome(vm, session, end, { file, fileFoundAt, analysis }, { ...known, fileFoundAt }),
    instances: fitInstances(rows),
    instanceFolder: isRefusal(files) ? null : files.folder,
    leadingInstance,
  };
}

const noFiles =
  "The capture ended, but none of its instances has a file in storage. They must reach the storage account over HTTPS.";

const notAnalyzed = (analyses: ExaminedSet["analyses"]): Refusal =>
  analyses !== null && isRefusal(analyses)
    ? analyses
    : refuse("unexpected", "No file of its instances could be analyzed.");

/** Analyzed instances come first, the gravest lead before the others. */
function rowsOf(
  instances: readonly TargetInstance[],
  { status }: CaptureEnd,
  files: readonly InstanceFile[],
  done: InstanceAnalyses | null,
): readonly InstanceOutcome[] {
  const gone = goneInstances(status.errors);
  const order = (done?.instances ?? []).map(({ id }) => id);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const rows = instances.map(({ id, left }): InstanceOutcome => {
    const row = { id, fileUrl: null, bytes: null, error: null, lead: null };
    if (left !== null) return { ...row, ...left };
    const file = files.find((one) => one.id === id);
    if (file !== undefined) {
      const { lead = null, error = null } = done?.instances.find((one) => one.id === id) ?? {};
      return { ...row, outcome: "captured", fileUrl: file.fileUrl, bytes: file.bytes, lead, error };
    }
    return gone.includes(id)
      ? { ...row, outcome: "gone", error: "It no longer existed, or had stopped, when the capture ended." }
      : { ...row, outcome: "failed", error: "It has left no file in storage." };
  });
  return rows.toSorted((one, other) => place(one.id) - place(other.id));
}
