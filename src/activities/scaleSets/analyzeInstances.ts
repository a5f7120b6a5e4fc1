import { AzureFault } from "../../azure/azureFault.ts";
import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { analysisLimits } from "../../captures/progress/analysisLimits.ts";
import { byLead } from "../../captures/summary/byLead.ts";
import { NotYet } from "../../durable/notYet.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import type { Azure } from "../../azure/azure.ts";
import type { CaptureAnalysis } from "../../captures/outcome/captureAnalysis.ts";
import type { InstanceFile } from "../../captures/scaleSet/instanceFilesAmong.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";
import type { analyzeCapture } from "../analyzeCapture.ts";

type Handler = HandlerOf<typeof activities.analyzeInstances>;

type Connect = ReturnType<typeof analyzeCapture>;

interface Failed {
  readonly id: string;
  readonly lead: null;
  readonly error: string;
}

interface Analyzed {
  readonly id: string;
  readonly analysis: CaptureAnalysis;
}

/** What is left of an analysis' time for the next file has to suffice for its reading to begin. */
const leastSeconds = 10;

/**
 * Analyzes one file after the other, the smallest first, so that a large one takes no other's time. Each is
 * analyzed like the file of a VM, with a record of its own; one that fails leaves the others as they are.
 * `connect`: that of analyzeCapture, which has the turns of all analyses.
 */
export const analyzeInstances =
  (connect: Connect) =>
  (azure: Azure, config: Config): Handler => {
    const analyze = connect(azure, config);
    return async ({ files, ...request }, invocation) => {
      const begunAt = performance.now();
      const left = () => analysisLimits.readingSeconds - (performance.now() - begunAt) / 1000;
      const analyzed: Analyzed[] = [];
      const failed: Failed[] = [];
      for (const { id, fileUrl } of files.toSorted(bySize)) {
        const readingSeconds = Math.max(Math.floor(left()), 0);
        const one = { ...invocation, instanceId: `${invocation.instanceId}#${id}` };
        const analysis =
          readingSeconds < leastSeconds
            ? outOfTime
            : await outcomeOf(() => analyze({ fileUrl, ...request, readingSeconds }, one));
        if (isRefusal(analysis)) failed.push({ id, lead: null, error: `Not analyzed: ${analysis.hint}` });
        else analyzed.push({ id, analysis });
      }
      const ranked = analyzed.toSorted((one, other) => byLead(one.analysis, other.analysis));
      const rows = ranked.map(({ id, analysis: { summary, remark } }) => ({
        ...{ id, lead: summary.lead, error: remark },
      }));
      return { instances: [...rows, ...failed], leading: ranked[0] ?? null };
    };
  };

/**
 * A fault of one file, even one that might pass, is told of that file: the others have waited long enough.
 */
async function outcomeOf(work: () => Promise<CaptureAnalysis | Refusal>): Promise<CaptureAnalysis | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotYet) return error.refusal;
    if (error instanceof AzureFault) return refusalOf(error);
    throw error;
  }
}

const bySize = (one: InstanceFile, other: InstanceFile): number => one.bytes - other.bytes;

const outOfTime = refuse("deadline", "The analyses of other instances took all the time.");
