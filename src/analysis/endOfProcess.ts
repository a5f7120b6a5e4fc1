import type { CaptureSummary } from "../pcap/summary/captureSummary.ts";
import type { AnalysisOrder } from "./analysisOrder.ts";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import type { Readable } from "node:stream";

/** An analysis that came to no summary. */
export interface AnalysisFailure {
  /** "start": there was no process for it. */
  readonly failed: "start" | "memory" | "time" | "crash";
  /** How its process ended. */
  readonly exit: string;
}

/** A summary has 16 KiB, and nobody reads more of the rest than its first lines. */
const mostCharacters = { output: 2 ** 20, error: 2 ** 12 };

/** The watch in the process itself comes first. */
const graceMs = 5000;

/** What became of an analysis, once its process has ended; kills one that does not end. */
export async function endOfProcess(
  child: ChildProcessWithoutNullStreams,
  { readingSeconds, endingSeconds }: AnalysisOrder,
): Promise<CaptureSummary | AnalysisFailure> {
  const output = collect(child.stdout, mostCharacters.output);
  const error = collect(child.stderr, mostCharacters.error);
  const late = new AbortController();
  const timer = setTimeout(
    () => {
      late.abort();
      child.kill("SIGKILL");
    },
    (readingSeconds + endingSeconds) * 1000 + graceMs,
  );
  const [code, signal] = await closing(child);
  clearTimeout(timer);
  const summary = code === 0 ? summaryIn(output()) : null;
  const failed = late.signal.aborted ? "time" : causeIn(error());
  return summary ?? { failed, exit: signal ?? `exit code ${code ?? "unknown"}` };
}

/** Exit code and signal; never an error, which would only say that a signal could not be sent. */
const closing = (child: ChildProcessWithoutNullStreams): Promise<[number | null, string | null]> =>
  new Promise((resolve) => {
    child.on("error", () => undefined);
    child.on("close", (code, signal) => {
      resolve([code, signal]);
    });
  });

/** The first characters of a stream, all of which is read. */
function collect(stream: Readable, most: number): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (part: string) => {
    if (text.length < most) text += part;
  });
  // What is missing then shows in the end of the process.
  stream.on("error", () => undefined);
  return () => text.slice(0, most);
}

function summaryIn(output: string): CaptureSummary | null {
  try {
    return JSON.parse(output) as CaptureSummary;
  } catch {
    return null;
  }
}

/** The words of the watch, and those of V8 when its heap is full or an array finds no memory. */
function causeIn(error: string): AnalysisFailure["failed"] {
  if (/^memory$|out of memory|allocation failed/im.test(error)) return "memory";
  return /^time$/m.test(error) ? "time" : "crash";
}
