import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { endOfProcess, type AnalysisFailure } from "./endOfProcess.ts";
import { engineFlags } from "./engineFlags.ts";
import { openRecording } from "./openRecording.ts";
import type { CaptureSummary } from "../pcap/summary/captureSummary.ts";
import type { AnalysisOrder, ProcessOrder } from "./analysisOrder.ts";
import type { BeforeFiles } from "./beforeFiles.ts";
import type { ReadFile } from "./readFile.ts";
import type { Writable } from "node:stream";

/** Where capture files are analyzed: apart from everything else, because nobody knows what is in them. */
export interface AnalysisRunner {
  /**
   * Whatever the file does to its analysis is returned.
   *
   * @param before files with packets from before the capture; null without any
   * @throws only what reading the capture throws.
   */
  run(
    read: ReadFile,
    order: AnalysisOrder,
    before?: BeforeFiles | null,
  ): Promise<CaptureSummary | AnalysisFailure>;
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
  async run(read, order, before = null) {
    if (before === null) return runProcess(program, read, { ...order, before });
    const leaving = new AbortController();
    try {
      const recording = await openRecording(read, before, order.readingSeconds, leaving.signal);
      const readAll: ReadFile = (enough) => {
        enough.addEventListener("abort", () => {
          leaving.abort();
        });
        return recording.read(enough);
      };
      return await runProcess(program, readAll, { ...order, before: recording.bounds });
    } finally {
      leaving.abort();
    }
  },
});

async function runProcess(
  program: URL,
  read: ReadFile,
  order: ProcessOrder,
): Promise<CaptureSummary | AnalysisFailure> {
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
}

/** Without the environment, whose secrets an analysis does not need. */
async function start(program: URL, order: ProcessOrder): Promise<ChildProcessWithoutNullStreams> {
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
