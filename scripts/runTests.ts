import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { startStorage } from "../local/environment/environment.ts";
import { buildApp } from "./buildApp.ts";
import { FileQueue } from "./testRun/fileQueue.ts";
import { RunReport } from "./testRun/runReport.ts";

const root = join(import.meta.dirname, "..");
const lane = join(import.meta.dirname, "testRun", "lane.ts");
/** One more than there are cores: some files wait for real processes most of their time. */
const lanes = Math.min(availableParallelism() + 1, 8);

interface Suite {
  readonly files: string;
  readonly afterwards: string;
}

const suites: Readonly<Record<string, Suite>> = {
  quick: { files: "test/**/*.test.ts", afterwards: "test/afterwards/*.after.ts" },
  deep: { files: "test/deep/*.deep.ts", afterwards: "" },
};

/** These files run whole environments and take the longest. They start first, so that no lane waits for one at the end. */
const first = ["test/e2e/captures/crash", "test/e2e/", "test/scripts/", "test/local/azure/", "test/local/"];

function find(...patterns: readonly string[]): readonly string[] {
  const place = (file: string) => {
    const found = first.findIndex((start) => file.startsWith(start));
    return found < 0 ? first.length : found;
  };
  const files = [...new Set(globSync(patterns, { cwd: root }))].sort();
  return files.sort((one, other) => place(one) - place(other));
}

/** Runs the files of a suite, or those that match the patterns, in a few processes. Returns whether all is well. */
async function runTests(suite: Suite, patterns: readonly string[]): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), "capture-on-alert-tests-"));
  const files = find(...(patterns.length > 0 ? patterns : [suite.files]));
  // A part of the tests makes too few calls and log entries to be checked as a whole.
  const afterwards = patterns.length > 0 ? [] : find(suite.afterwards);
  const settings = {
    // What one process has compiled of the SDKs the others take from there.
    NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compile"),
    LOCAL_RECORD_DIR: join(scratch, "record"),
    TEST_QUEUE: join(scratch, "queue"),
    TEST_STORAGE: join(scratch, "storage.json"),
  };
  const [storage] = await Promise.all([startStorage(null, 0), buildApp()]);
  try {
    const { tls, blob } = storage;
    writeFileSync(settings.TEST_STORAGE, JSON.stringify({ tls, endpoint: blob.endpoint }), { mode: 0o600 });
    FileQueue.create(settings.TEST_QUEUE, { files, afterwards, lanes });
    Object.assign(process.env, settings);
    const events = run({ files: Array.from({ length: lanes }, () => lane), concurrency: lanes });
    const report = new RunReport([...files, ...afterwards]);
    await pipeline(events, (source) => report.shorten(source), new spec(), process.stdout, { end: false });
    return report.passed;
  } finally {
    await storage.blob.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [name = "", ...patterns] = process.argv.slice(2);
const suite = suites[name];
if (suite === undefined) throw new Error(`Name one of the suites ${Object.keys(suites).join(", ")}.`);
if (!(await runTests(suite, patterns))) process.exitCode = 1;
