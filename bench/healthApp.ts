/*
 * The app on the embedded host for bench/health.ts, in a process of its own; its storage is that of the
 * process that measures. Prints its URL.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realClock } from "../local/environment/clock.ts";
import { startEnvironment } from "../local/environment/environment.ts";
import { freePorts } from "../local/environment/ports.ts";
import { sharedStorage } from "../test/support/world/sharedStorage.ts";

const { url } = await startEnvironment({
  ...{ clock: realClock, stateDirectory: null, ports: freePorts, log: () => undefined },
  outboxDirectory: mkdtempSync(join(tmpdir(), "bench-health-")),
  appDirectory: join(import.meta.dirname, ".."),
  settings: { CAPTURE_TIME_LIMIT_SECONDS: "2", POLL_MIN_SECONDS: "1", POLL_MAX_SECONDS: "1" },
  storage: await sharedStorage(),
});
console.log(url);
