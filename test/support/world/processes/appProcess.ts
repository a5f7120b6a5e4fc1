/**
 * One more instance of the app on an environment's hub, in a process of its own, to be killed:
 * `node appProcess.ts STATE_FILE LEASE_MS`. It gets the environment's settings as environment variables, and
 * prints the names of the functions that log something.
 */
import { realClock } from "../../../../local/environment/clock.ts";
import { startHost } from "../../../../local/host/host.ts";

const [, , stateFile = "", leaseMs = "0"] = process.argv;
const { url } = await startHost({
  appDirectory: new URL("../../../../", import.meta.url).pathname,
  port: 0,
  stateFile,
  clock: realClock,
  log: ({ functionName = "" }) => {
    console.log(functionName);
  },
  sharedHub: { leaseMs: Number(leaseMs) },
});
console.log(`url ${url}`);
