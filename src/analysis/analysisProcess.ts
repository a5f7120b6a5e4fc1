/**
 * The process that analyzes one capture file: bytes on the standard input, an AnalysisOrder as its argument,
 * the summary as JSON on the standard output.
 */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { isMainThread, Worker } from "node:worker_threads";
import { watchOver } from "./watchOver.ts";
import type { AnalysisOrder } from "./analysisOrder.ts";

const order = JSON.parse(process.argv[2] ?? "") as AnalysisOrder;
if (isMainThread) await analyze();
else watchOver(order);

async function analyze(): Promise<void> {
  giveWay();
  const watch = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
  // Nothing is read before somebody watches.
  await once(watch, "online");
  watch.unref();
  const { CaptureAnalyzer } = await import("../pcap/captureAnalyzer.ts");
  const { question, traffic, summaryBytes, seed, readingSeconds } = order;
  const begun = performance.now();
  const isTimeUp = () => performance.now() - begun > readingSeconds * 1000;
  const options = { question, traffic, summaryBytes, seed, isTimeUp };
  const analyzer = new CaptureAnalyzer(options);
  for await (const chunk of process.stdin) {
    analyzer.push(chunk as Buffer);
    if (isTimeUp()) break;
  }
  process.stdout.write(JSON.stringify(analyzer.end()));
}

/** The app's own process comes first: for the processor, and for the memory that is left. */
function giveWay(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  if (process.platform === "linux") writeFileSync("/proc/self/oom_score_adj", "1000");
}
