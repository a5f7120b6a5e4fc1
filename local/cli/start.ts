import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildApp } from "../../scripts/buildApp.ts";
import { ConfigError } from "../../src/settings/configError.ts";
import { realClock } from "../environment/clock.ts";
import { startEnvironment } from "../environment/environment.ts";
import { errorText } from "../environment/errorText.ts";
import { printIgnoredSettings } from "../environment/ignoredSettings.ts";
import { readPorts } from "../environment/ports.ts";
import { readTraffic } from "../environment/readTraffic.ts";
import { writeLog } from "./writeLog.ts";
import type { Keys } from "../host/keys.ts";

/** `npm start`: the whole environment on its usual ports, until Ctrl-C. */
async function start(): Promise<void> {
  const { values } = parseArgs({ options: { "enable-auth": { type: "boolean", default: false } } });
  printIgnoredSettings(process.env);
  await buildApp();
  const stateDirectory = process.env.LOCAL_STATE_DIR ?? ".local";
  const environment = await startEnvironment({
    clock: realClock,
    stateDirectory,
    outboxDirectory: join(stateDirectory, "outbox"),
    ports: readPorts(process.env),
    appDirectory: process.cwd(),
    settings: process.env,
    log: writeLog,
    traffic: readTraffic(process.env),
    enableAuth: values["enable-auth"],
  });
  endOnSignal(() => environment.close());
  const { url, controlUrl, keys } = environment;
  console.log(`
Ready: ${url}

Fire an alert on WEB01, delivered as an action group delivers it:
  curl -s -X POST ${controlUrl}/alerts -H 'Content-Type: application/json' -d '{"vm":"WEB01"}'
Choose what its captures show, with the truth known:  docs/local-control-api.md, or LOCAL_TRAFFIC=port-scan npm start
Or send a payload of your own, and follow it:  npm run alert -- FILE
See what became of it:  curl -s ${controlUrl}/captures  and  ${controlUrl}/emails/1.html
Sign in as a service principal, with what it has:  curl -s ${controlUrl}/credentials
State is kept in ${stateDirectory}. Ctrl-C ends everything.
`);
  if (keys !== null) printKeys(keys);
}

function printKeys({ functions, host, master }: Keys): void {
  const lines = Object.entries(functions).map(([name, key]) => `  ${name}: ${key}`);
  console.log(`Functions ask for a key, in the header x-functions-key or the query parameter code:
${lines.join("\n")}
  any function: ${host}
  everything: ${master}
`);
}

/** Ends once: a second Ctrl-C while that goes on ends at once. */
function endOnSignal(close: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(130);
    ending = true;
    void close().then(() => process.exit(0));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}

try {
  await start();
} catch (error) {
  const lines = error instanceof ConfigError ? error.problems : [errorText(error)];
  console.error(["The environment cannot start:", ...lines.map((line) => `  - ${line}`)].join("\n"));
  process.exit(1);
}
