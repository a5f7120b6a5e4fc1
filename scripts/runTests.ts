import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Every test file is a process of its own. What one has compiled of the SDKs the others, and the processes
// that they start, take from a shared cache: a seventh of the suite's time.
const cache = fileURLToPath(new URL("../node_modules/.cache/compile", import.meta.url));
// What all of them call and log is written down, and looked at as a whole afterwards.
const record = mkdtempSync(join(tmpdir(), "capture-on-alert-record-"));

const run = (...files: string[]): number => {
  const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=4", ...files], {
    stdio: "inherit",
    env: { ...process.env, NODE_COMPILE_CACHE: cache, LOCAL_RECORD_DIR: record },
  });
  return status ?? 1;
};

const tests = run(...process.argv.slice(2));
const afterwards = run("test/afterwards/*.after.ts");
rmSync(record, { recursive: true, force: true });
process.exitCode = tests || afterwards;
