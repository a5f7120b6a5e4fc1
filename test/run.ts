import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// Every test file is a process of its own. What one has compiled of the SDKs the others, and the processes that they
// start, take from a shared cache: a seventh of the suite's time.
const cache = fileURLToPath(new URL("../node_modules/.cache/compile", import.meta.url));
const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=4", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, NODE_COMPILE_CACHE: cache },
});
process.exitCode = status ?? 1;
