/*
 * One of the processes that share the test files of a run. To node:test it is a test file whose suites are
 * the files: a process for each file would compile the SDKs and load the app a hundred times over.
 */
import { join } from "node:path";
import { after, suite } from "node:test";
import { pathToFileURL } from "node:url";
import { FileQueue } from "./fileQueue.ts";

/** How long a lane may take to end after its last file; a busy machine closes servers slowly. */
const patienceMs = 30_000;
/**
 * Each load of the app stays in memory, because modules are never unloaded, and with a large heap everything
 * is slow: a process that has so many bytes leaves the other files to the next one.
 */
const largeHeap = 200 * 2 ** 20;
/** The run reads what a lane prints, but does not wait for it once the lane has ended. */
const readingMs = 500;

const root = join(import.meta.dirname, "../..");

/** Runs one file. What it sets in the environment is gone for the next one. */
async function runFile(file: string): Promise<void> {
  const environment = { ...process.env };
  await new Promise<void>((resolve) => {
    void suite(file, async () => {
      // Hooks run even when the import fails. Those at the top level of the file belong to this suite.
      after(() => {
        resolve();
      });
      await import(pathToFileURL(join(root, file)).href);
    });
  });
  for (const name of Object.keys(process.env))
    if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
}

const queue = FileQueue.open(process.env.TEST_QUEUE ?? "");
const lane = queue.enter();
process.env.TEST_SLOT = String(queue.takeSlot());
for (const file of queue.files(lane)) {
  await runFile(file);
  if (queue.hasSuccessor(lane) && process.memoryUsage().heapUsed > largeHeap) break;
}
for (const file of queue.leave(lane)) await runFile(file);
let hasLeftSomethingOpen = false;
// A test that fails may leave a server or a process behind, which would keep this process from ending.
setTimeout(() => {
  hasLeftSomethingOpen = true;
  console.error(`A test has left open: ${process.getActiveResourcesInfo().join(", ")}`);
  setTimeout(() => {
    process.exit(1);
  }, readingMs);
}, patienceMs).unref();

/** An error of something that is still being closed: there is no test left that it could belong to. */
const tellLateError = (error: unknown): void => {
  console.error(
    `After the last test: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  setTimeout(() => undefined, readingMs);
};
process.on("uncaughtException", tellLateError);
process.on("unhandledRejection", tellLateError);
// Each failure has been reported by its test. node:test sets the code for late errors, too, but no longer
// reports them.
process.on("exit", () => {
  process.exitCode = hasLeftSomethingOpen ? 1 : 0;
});
