import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
const sharing = Math.min(availableParallelism() + 1, 8);
/** Enough that each can end before its heap is large. */
const mostLanes = 60;
/** @azure/identity keeps a managed identity's token for the whole process, whichever endpoint issued it. */
const needsOwnProcess = [
  "test/azure/identity/createCredential.test.ts",
  "test/local/azure/identity/tokens.test.ts",
  "test/e2e/armed/armingAlerts.test.ts",
  "test/e2e/armed/ringFiles.test.ts",
];
/**
 * What starts first: long files, so that no lane has one of them left at the end. Files that mostly wait
 * (the stalled connections, the backend without an answer) do not come one after another.
 */
const first = [
  "test/deep/armed/",
  "test/deep/stops",
  "test/e2e/captures/",
  "test/e2e/report/",
  "test/azure/captureFiles",
  "test/scripts/",
  "test/e2e/",
  "test/pcap/",
  "test/report/",
  "test/local/",
];

function find(...patterns: readonly string[]): readonly string[] {
  const place = (file: string) => {
    const found = first.findIndex((start) => file.startsWith(start));
    return found < 0 ? first.length : found;
  };
  const files = [...new Set(globSync(patterns, { cwd: root }))].sort();
  return files.sort((one, other) => place(one) - place(other));
}

const hasMoreCases = (file: string): boolean =>
  readFileSync(join(root, file), "utf8").includes("support/depth.ts");

/** These wait in real time: they run when no other test keeps the machine busy. */
const inRealTime = find("test/deep/realTime/*.deep.ts");

interface Suite {
  readonly files: readonly string[];
  readonly afterwards: readonly string[];
}

/** The files of `npm test` and of `npm run test:deep`. */
const suites: Readonly<Record<string, () => Suite>> = {
  quick: () => ({ files: find("test/**/*.test.ts"), afterwards: find("test/afterwards/*.after.ts") }),
  deep: () => ({
    files: [...find("test/**/*.deep.ts"), ...find("test/**/*.test.ts").filter(hasMoreCases)].filter(
      (file) => !inRealTime.includes(file),
    ),
    afterwards: inRealTime,
  }),
};

/** Runs files in a few processes, then those that come afterwards in one. Returns whether all passed. */
async function runTests({ files, afterwards }: Suite, depth: string): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), "capture-on-alert-tests-"));
  const alone = files.filter((file) => needsOwnProcess.includes(file));
  const shared = files.filter((file) => !needsOwnProcess.includes(file));
  const lastLanes = Math.min(sharing, shared.length);
  const lanes = alone.length + Math.min(mostLanes, shared.length);
  const settings = {
    // What one process has compiled of the SDKs the others take from there.
    NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compile"),
    LOCAL_RECORD_DIR: join(scratch, "record"),
    TEST_DEPTH: depth,
    TEST_QUEUE: join(scratch, "queue"),
    TEST_STORAGE: join(scratch, "storage.json"),
  };
  const [storage] = await Promise.all([startStorage(null, 0), buildApp()]);
  try {
    const { tls, blob } = storage;
    writeFileSync(settings.TEST_STORAGE, JSON.stringify({ tls, endpoint: blob.endpoint }), { mode: 0o600 });
    FileQueue.create(settings.TEST_QUEUE, { alone, files: shared, afterwards, lanes, lastLanes });
    Object.assign(process.env, settings);
    const events = run({
      files: Array.from({ length: lanes }, () => lane),
      concurrency: sharing,
    });
    const report = new RunReport([...files, ...afterwards], depth === "deep");
    await pipeline(events, (source) => report.shorten(source), new spec(), process.stdout, { end: false });
    return report.passed;
  } finally {
    await storage.blob.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [depth = "", ...patterns] = process.argv.slice(2);
const all = suites[depth];
if (all === undefined) throw new Error(`The first argument is one of ${Object.keys(suites).join(", ")}.`);
// A part of the tests makes too few calls and log entries for the checks of the whole.
const suite = patterns.length === 0 ? all() : { files: find(...patterns), afterwards: [] };
if (suite.files.length === 0) throw new Error(`No file matches ${patterns.join(", ")}.`);
if (!(await runTests(suite, depth))) process.exitCode = 1;
