import { writeSync } from "node:fs";
import type { AnalysisOrder } from "./analysisOrder.ts";

/** Short beside the time that it takes to fill the memory of a small machine. */
const everyMs = 50;

/**
 * Kills its own process when that has too much memory or takes too long, or when the app is gone. It runs in
 * a thread of its own, because a parser that loops or allocates lets nothing else run in its thread, and a
 * heap that is full ends its process without asking.
 */
export function watchOver({ memoryBytes, readingSeconds, endingSeconds }: AnalysisOrder): void {
  const { ppid: app } = process;
  const endMs = (readingSeconds + endingSeconds) * 1000;
  setInterval(() => {
    if (process.memoryUsage.rss() > memoryBytes) end("memory");
    if (performance.now() > endMs) end("time");
    // Nobody is left to read the summary.
    if (process.ppid !== app) end("time");
  }, everyMs);
}

/** Says why on the standard error, and ends. */
function end(word: "memory" | "time"): void {
  try {
    writeSync(2, `${word}\n`);
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
}
