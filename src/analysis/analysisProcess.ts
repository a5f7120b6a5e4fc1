/**
 * The process that analyzes one capture, with the files from before it if there are any: bytes on the
 * standard input, a ProcessOrder as its argument, the summary as JSON on the standard output.
 */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { isMainThread, Worker } from "node:worker_threads";
import { watchOver } from "./watchOver.ts";
import type { ProcessOrder } from "./analysisOrder.ts";

const order = JSON.parse(process.argv[2] ?? "") as ProcessOrder;
if (isMainThread) await analyze();
else watchOver(order);

async function analyze(): Promise<void> {
  giveWay();
  const watch = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
  // Nothing is read before somebody watches.
  await once(watch, "online");
  watch.unref();
  const { CaptureAnalyzer } = await import("../pcap/captureAnalyzer.ts");
  const { RecordingFrames } = await import("./recordingFrames.ts");
  const { readingSeconds, before } = order;
  const begun = performance.now();
  const isTimeUp = () => performance.now() - begun > readingSeconds * 1000;
  const analyzer = new CaptureAnalyzer({ ...order, isTimeUp });
  const files = before === null ? analyzer : new RecordingFrames(analyzer);
  for await (const chunk of process.stdin) {
    files.push(chunk as Buffer);
    if (isTimeUp()) break;
  }
  process.stdout.write(JSON.stringify(analyzer.end()));
}

/** The app's own process comes first: for the processor, and for the memory that is left. */
function giveWay(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  if (process.platform === "linux") writeFileSync("/proc/self/oom_score_adj", "1000");
}
