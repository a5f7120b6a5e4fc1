import { activity } from "./activity.ts";
import { brief, patient } from "./retryPolicy.ts";
import type { CaptureFilter } from "../captures/plan/captureFilter.ts";
import type { InstanceAnalyses } from "../captures/scaleSet/instanceAnalyses.ts";
import type { InstanceFile } from "../captures/scaleSet/instanceFilesAmong.ts";
import type { InstanceFiles } from "../captures/scaleSet/setOutcome.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { AnalysisRequest } from "./requests/captureRequest.ts";

/** A scale set of an alert, and the instances that it names; absent: all. */
interface WantedScaleSet {
  readonly scaleSetId: string;
  readonly instanceIds?: readonly string[];
}

/** A session whose files are looked for. */
interface InstanceSearch {
  readonly watcher: Watcher;
  readonly captureName: string;
  readonly scaleSetId: string;
  /** The instances that it captures. */
  readonly ids: readonly string[];
  /** Of those, the ones that have ended without a file. */
  readonly gone: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
}

interface AnalysisOfInstances extends Omit<AnalysisRequest, "moment"> {
  readonly files: readonly InstanceFile[];
  /** Those of the session; absent without any. */
  readonly filters?: readonly CaptureFilter[];
}

/** The definitions of the activities for scale sets. */
export const scaleSetActivities = {
  /** Reads whether a scale set is Flexible, and then which VMs it has. */
  resolveScaleSet: activity<
    WantedScaleSet,
    { readonly isFlexible: false } | { readonly isFlexible: true; readonly vmIds: readonly string[] }
  >("resolveScaleSet", patient),

  /** Looks up the files of a session's instances in storage. Uploads may end a little after the capture. */
  findInstanceFiles: activity<InstanceSearch, InstanceFiles>("findInstanceFiles", {
    attempts: 8,
    firstSeconds: 2,
    maxSeconds: 30,
    withinSeconds: 600,
  }),

  /** Analyzes the files of instances, one after the other, within the time of one analysis. */
  analyzeInstances: activity<AnalysisOfInstances, InstanceAnalyses>("analyzeInstances", brief),
};
