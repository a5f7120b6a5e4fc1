import { realClock } from "../../../../local/environment/clock.ts";
import { startHost } from "../../../../local/host/host.ts";
import { appDirectory } from "../hostWorld.ts";

/** A host in a process of its own, to be killed: `node hostProcess.ts STATE_FILE [APP]`. */
const [, , stateFile = "", app = "journeys"] = process.argv;
const { url } = await startHost({
  appDirectory: appDirectory(app),
  port: 0,
  stateFile,
  clock: realClock,
  log: () => undefined,
});
console.log(`url ${url}`);
