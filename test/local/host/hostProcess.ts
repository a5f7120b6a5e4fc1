import { realClock } from "../../../local/clock.ts";
import { startHost } from "../../../local/host/host.ts";
import { appDirectory } from "./hostWorld.ts";

/** A host in a process of its own, to be killed: `node hostProcess.ts STATE_FILE`. */
const [, , stateFile = ""] = process.argv;
const { url } = await startHost({
  appDirectory: appDirectory("journeys"),
  port: 0,
  stateFile,
  clock: realClock,
  log: () => undefined,
});
console.log(`url ${url}`);
