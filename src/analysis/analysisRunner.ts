import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { endOfProcess, type AnalysisFailure } from "./endOfProcess.ts";
import { engineFlags } from "./engineFlags.ts";
import type { CaptureSummary } from "../pcap/summary/captureSummary.ts";
import type { AnalysisOrder } from "./analysisOrder.ts";
import type { Writable } from "node:stream";

/** A file's bytes in order, until the signal aborts; each chunk is valid until the next is requested. */
export type ReadFile = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** Where capture files are analyzed: apart from everything else, because nobody knows what is in them. */
export interface AnalysisRunner {
  /** Whatever the file does to its analysis is returned. @throws only what reading throws. */
  run(read: ReadFile, order: AnalysisOrder): Promise<CaptureSummary | AnalysisFailure>;
}

/** Beside this module, as source and in the bundle. */
const ownProgram = new URL(
  `./analysisProcess${extname(import.meta.url.split("?")[0] ?? "")}`,
  import.meta.url,
);

/** Of V8's heap, which holds the smaller part of what an analysis needs. */
const heapMebibytes = 128;
/** Of its part for new objects. By default it grows to 48 MiB, filled with what is needed no more. */
const newHeapMebibytes = 1;

/** Analyzes each file in a process of its own, which is killed when it takes too much memory or time. */
export const createAnalysisRunner = (program = ownProgram): AnalysisRunner => ({
  async run(read, order) {
    let child: ChildProcessWithoutNullStreams;
    try {
      child = await start(program, order);
    } catch (error) {
      return { failed: "start", exit: String((error as { code?: unknown }).code ?? error) };
    }
    const gone = new AbortController();
    const ending = endOfProcess(child, order).finally(() => {
      gone.abort();
    });
    try {
      await feed(child.stdin, read, order.readingSeconds, gone.signal);
    } catch (error) {
      child.kill("SIGKILL");
      await ending;
      throw error;
    }
    return ending;
  },
});

/** Without the environment, whose secrets an analysis does not need. */
async function start(program: URL, order: AnalysisOrder): Promise<ChildProcessWithoutNullStreams> {
  const limits = [`--max-old-space-size=${heapMebibytes}`, `--max-semi-space-size=${newHeapMebibytes}`];
  const options = [...engineFlags, ...limits];
  const args = [...options, fileURLToPath(program), JSON.stringify(order)];
  const child = spawn(process.execPath, args, { stdio: "pipe", env: {}, windowsHide: true });
  await once(child, "spawn");
  return child;
}

/** Sends the file to the process, until its end, or until the time is up or the process is gone. */
async function feed(stdin: Writable, read: ReadFile, seconds: number, gone: AbortSignal): Promise<void> {
  // A process that is gone has an end, which says more.
  stdin.on("error", () => undefined);
  const enough = AbortSignal.any([AbortSignal.timeout(seconds * 1000), gone]);
  try {
    for await (const chunk of read(enough)) if (!(await isWritten(stdin, chunk))) return;
  } catch (error) {
    if (!enough.aborted) throw error;
  }
  stdin.end();
}

const isWritten = (stdin: Writable, chunk: Uint8Array): Promise<boolean> =>
  new Promise((resolve) => {
    stdin.write(chunk, (error) => {
      resolve(error === undefined || error === null);
    });
  });
