import { AzureFault } from "../../azure/azureFault.ts";
import { analysisOf, type CaptureAnalysis } from "../../captures/outcome/captureAnalysis.ts";
import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { NotYet } from "../../durable/notYet.ts";
import { version } from "../../version.ts";
import { hashedFile } from "./hashedFile.ts";
import type { AnalysisOrder } from "../../analysis/analysisOrder.ts";
import type { AnalysisRunner } from "../../analysis/analysisRunner.ts";
import type { BeforeFiles } from "../../analysis/beforeFiles.ts";
import type { AnalysisFailure } from "../../analysis/endOfProcess.ts";
import type { StoredFile } from "../../azure/captureFiles.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

/** Seconds: a second try, without the files from before, has all its time before the function's own ends. */
const secondTryWithin = 60;

/** A capture file that is open, and the files with packets from before it; null without any. */
interface Analyzed {
  readonly file: StoredFile;
  readonly before: BeforeFiles | null;
}

/** Analyzes an open file. Whatever it does to its analysis becomes a refusal. */
export async function runAnalysis(
  runner: AnalysisRunner,
  { file, before }: Analyzed,
  order: AnalysisOrder,
  { log, now }: Pick<ActivityInvocation, "log" | "now">,
): Promise<CaptureAnalysis | Refusal> {
  const begunAt = performance.now();
  const hashed = hashedFile(file, now);
  const result = await reading(() => runner.run((signal) => hashed.chunks(signal), order, before));
  if (!("failed" in result)) {
    const analysis = analysisOf(result, file.bytes, hashed.reading());
    return isRefusal(analysis) ? analysis : { ...analysis, analyzedBy: version };
  }
  log("analysis.failed", { ...result, bytes: file.bytes });
  const isEarly = performance.now() - begunAt < secondTryWithin * 1000;
  if (before !== null && before.files.length > 0 && isEarly && isOfContent(result))
    return runAnalysis(runner, { file, before: withoutFiles(before) }, order, { log, now });
  if (result.failed === "start") throw new NotYet(refuse("unexpected", "Its analysis could not be started."));
  return refusalOf(result, order);
}

/** Whether the packets themselves may have ended it, which may be those from before the capture. */
const isOfContent = ({ failed }: AnalysisFailure): boolean => failed === "memory" || failed === "crash";

const withoutFiles = (before: BeforeFiles): BeforeFiles => ({
  ...before,
  files: [],
  leftOut: before.leftOut + before.files.length,
});

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AzureFault && error.status === 412)
      throw new NotYet(refuse("storage-failed", "It changed while it was read."));
    throw error;
  }
}

function refusalOf({ failed, exit }: AnalysisFailure, order: AnalysisOrder): Refusal {
  const { memoryBytes, readingSeconds, endingSeconds } = order;
  const mebibytes = Math.round(memoryBytes / 1024 / 1024);
  if (failed === "memory")
    return refuse("unexpected", `Its analysis needed more memory than its ${mebibytes} MiB and was ended.`);
  if (failed === "time")
    return refuse(
      "deadline",
      `Its analysis did not end in ${readingSeconds + endingSeconds} s and was ended.`,
    );
  return refuse("unexpected", `Its analysis broke off (${exit}).`);
}
