import { AzureFault } from "../azure/azureFault.ts";
import { analysisOf } from "../captures/outcome/captureAnalysis.ts";
import { refuse } from "../captures/outcome/refusal.ts";
import { NotYet } from "../durable/notYet.ts";
import { lazily } from "../lazily.ts";
import type { Azure } from "../azure/azure.ts";
import type { StoredFile } from "../azure/captureFiles.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { CaptureAnalyzer } from "../pcap/captureAnalyzer.ts";
import type { HandlerOf } from "./activityFunction.ts";

const analysis = lazily("the packet analysis", () => import("../pcap/captureAnalyzer.ts"));

/**
 * Half of functionTimeout in host.json: a function that reaches that limit is killed together with its
 * process and everything else in it. A GiB takes seconds to analyze, and needs 29 Mbit/s to arrive in this
 * time.
 */
const readingSeconds = 300;

export const analyzeCapture =
  ({ captureFiles }: Azure, { analyzeMaxBytes }: Config): HandlerOf<typeof activities.analyzeCapture> =>
  async ({ fileUrl, question, summaryBytes }) => {
    if (analyzeMaxBytes === 0) return refuse("not-allowed", "CAPTURE_ANALYZE_MAX_BYTES is 0.");
    const file = await captureFiles.open(fileUrl);
    if (file === null) return refuse("storage-failed", "It is no longer in storage.");
    if (file.bytes > analyzeMaxBytes) return refuse("not-allowed", tooLarge(file.bytes, analyzeMaxBytes));
    const { CaptureAnalyzer } = await analysis();
    const analyzer = new CaptureAnalyzer({ question, summaryBytes });
    await readInto(analyzer, file, AbortSignal.timeout(readingSeconds * 1000));
    return analysisOf(analyzer.end(), file.bytes);
  };

/** Feeds a file to the analyzer, to its end or until the time is up. */
export async function readInto(
  analyzer: Pick<CaptureAnalyzer, "push">,
  file: StoredFile,
  timeIsUp: AbortSignal,
): Promise<void> {
  try {
    for await (const chunk of file.chunks(timeIsUp)) analyzer.push(chunk);
  } catch (error) {
    if (timeIsUp.aborted) return;
    if (error instanceof AzureFault && error.status === 412)
      throw new NotYet(refuse("storage-failed", "It changed while it was read."));
    throw error;
  }
}

const tooLarge = (bytes: number, most: number): string =>
  `It has ${bytes} bytes, and CAPTURE_ANALYZE_MAX_BYTES is ${most}.`;
