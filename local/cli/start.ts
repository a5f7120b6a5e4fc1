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
import { realisticHelp, realisticSeed } from "./realisticSeed.ts";
import { terminal } from "./terminal/terminal.ts";
import { writeLog } from "./writeLog.ts";
import type { Keys } from "../host/keys.ts";

const usage = `Usage: npm start -- [--enable-auth] [--realistic[=SEED]]
Starts the whole environment on this machine.
  --enable-auth       functions require keys, as in Azure
${realisticHelp}`;

/** `npm start`: the whole environment on its usual ports; Ctrl-C stops it. */
async function start(): Promise<void> {
  const { enableAuth, realistic, help } = readOptions();
  if (help) {
    terminal.print(usage);
    return;
  }
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
    enableAuth,
    realistic,
  });
  closeOnSignal(() => environment.close());
  const { url, controlUrl, keys } = environment;
  terminal.print(`
Ready: ${url}

Fire an alert on WEB01 and deliver it as an action group does:
  curl -s -X POST ${controlUrl}/alerts -H 'Content-Type: application/json' -d '{"vm":"WEB01"}'
Choose the traffic of its captures, with known contents:  docs/local-control-api.md, or LOCAL_TRAFFIC=port-scan npm start
Send a payload of your own and follow it:  npm run alert -- FILE
List the captures, read the first email:  curl -s ${controlUrl}/captures  and  ${controlUrl}/emails/1.html
Get the credentials of the simulated service principal:  curl -s ${controlUrl}/credentials
State is kept in ${stateDirectory}. Ctrl-C to stop.
`);
  if (keys !== null) printKeys(keys);
}

function readOptions() {
  const { realistic, rest } = realisticSeed(process.argv.slice(2));
  const { values } = parseArgs({
    args: [...rest],
    options: {
      "enable-auth": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return { enableAuth: values["enable-auth"], help: values.help, realistic };
}

function printKeys({ functions, host, master }: Keys): void {
  const lines = Object.entries(functions).map(([name, key]) => `  ${name}: ${key}`);
  terminal.print(`Functions require a key, in the header x-functions-key or in the query parameter code:
${lines.join("\n")}
  any function: ${host}
  everything: ${master}
`);
}

/** The first Ctrl-C closes the environment; a second one exits at once. */
function closeOnSignal(close: () => Promise<void>): void {
  let closing = false;
  const end = () => {
    if (closing) process.exit(130);
    closing = true;
    void close().then(() => process.exit(0));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}

try {
  await start();
} catch (error) {
  const lines = error instanceof ConfigError ? error.problems : [errorText(error)];
  terminal.printError(["The environment cannot start:", ...lines.map((line) => `  - ${line}`)].join("\n"));
  process.exit(1);
}
