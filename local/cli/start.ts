import { join } from "node:path";
import { buildApp } from "../../scripts/buildApp.ts";
import { loadConfig } from "../../src/config.ts";
import { realClock } from "../environment/clock.ts";
import { startEnvironment, type Environment } from "../environment/environment.ts";
import { readPorts } from "../environment/ports.ts";
import { readTraffic } from "../environment/readTraffic.ts";
import { exitCodes } from "./command/commandError.ts";
import { onInterrupt } from "./command/onInterrupt.ts";
import { runCommand } from "./command/runCommand.ts";
import { isTold, logLine, logLineText, logLineView } from "./starting/logLine.ts";
import { openInBrowser } from "./starting/openInBrowser.ts";
import { realisticOption, realisticSeed } from "./starting/realisticSeed.ts";
import { startProblem } from "./starting/startProblem.ts";
import { startText, startView } from "./starting/startText.ts";
import { startVariables } from "./starting/startVariables.ts";
import { stateFolder } from "./starting/stateFolder.ts";
import { tellIgnoredSettings } from "./starting/tellIgnoredSettings.ts";
import { terminal } from "./terminal/terminal.ts";
import { terminalText } from "./terminal/terminalText.ts";
import type { LogEntry } from "../host/log.ts";
import type { CommandOptions, OptionValues } from "./command/command.ts";

const options = {
  "enable-auth": { type: "boolean", help: "functions require keys, as in Azure; prints them" },
  open: { type: "boolean", help: "opens the captures page in the default browser" },
  realistic: realisticOption,
  verbose: { type: "boolean", help: "logs everything that the host logs, not only the app's events" },
  json: { type: "boolean", help: "prints lines of JSON: environment.ready, then each event" },
} as const satisfies CommandOptions;

type Given = OptionValues<typeof options>;

/** `npm start`: the whole environment on its usual ports; Ctrl-C stops it. */
async function start(given: Given): Promise<number> {
  const stateDirectory = stateFolder(process.env);
  const outboxDirectory = join(stateDirectory, "outbox");
  const environment = await started(given, stateDirectory, outboxDirectory);
  const { url, pageUrl, labUrl, controlUrl, routes, keys } = environment;
  const { timeLimitSeconds } = loadConfig(process.env).limits;
  const addresses = { url, pageUrl, labUrl, controlUrl };
  const facts = { ...addresses, routes, keys, stateDirectory, outboxDirectory, timeLimitSeconds };
  onInterrupt(() => void stop(environment, given, stateDirectory));
  if (given.json) {
    terminal.printError(`Ready: ${url}`);
    terminal.printJsonLine(startView(facts));
  } else terminal.print(`\nReady: ${url}\n${startText(facts)}`);
  if (given.open) void open(pageUrl);
  return exitCodes.ok;
}

/** The environment runs whether or not there is a browser. */
async function open(url: string): Promise<void> {
  const problem = await openInBrowser(url);
  if (problem !== null) terminal.printError(`Note: no browser was opened (${problem}). The page is ${url}`);
}

async function started(given: Given, stateDirectory: string, outboxDirectory: string): Promise<Environment> {
  const realistic = realisticSeed(given.realistic);
  try {
    tellIgnoredSettings(process.env);
    await buildApp();
    return await startEnvironment({
      ...{ clock: realClock, stateDirectory, outboxDirectory, realistic },
      ports: readPorts(process.env),
      appDirectory: process.cwd(),
      settings: process.env,
      log: (entry) => {
        printLog(entry, given);
      },
      traffic: readTraffic(process.env),
      enableAuth: given["enable-auth"],
      clearDownloads: true,
    });
  } catch (error) {
    throw startProblem(error, { stateDirectory, env: process.env });
  }
}

function printLog(entry: LogEntry, { json, verbose }: Given): void {
  const line = logLine(entry);
  if (!verbose && !isTold(line)) return;
  if (json) terminal.printJsonLine(logLineView(line));
  else terminal.print(terminalText.line(logLineText(line)));
}

async function stop(environment: Environment, { json }: Given, stateDirectory: string): Promise<void> {
  const say = (text: string) => {
    if (json) terminal.printError(text);
    else terminal.print(text);
  };
  say("\nStopping the function app, simulated Azure and blob storage …");
  await environment.close();
  say(`Everything is stopped. Its state is kept in ${stateDirectory}.`);
  process.exit(exitCodes.ok);
}

await runCommand({
  name: "npm start --",
  usage: ["[options]"],
  summary:
    "Starts the whole environment on this machine: the function app, simulated Azure, blob storage. Every setting of the app (docs/settings.md) can be given as an environment variable.",
  operands: [0, 0],
  options,
  examples: [
    ["npm start", "starts it on the usual ports"],
    ["npm start -- --open", "and opens the captures page"],
    ["CAPTURE_TIME_LIMIT_SECONDS=20 npm start", "captures take 20 seconds"],
    ["LOCAL_TRAFFIC=port-scan npm start", "captures show a port scan"],
    ["PORT=8071 LOCAL_STATE_DIR=.local/two npm start", "another one; give it every port of its own"],
  ],
  variables: startVariables,
  exits: [
    [exitCodes.ok, "stopped by Ctrl-C"],
    [exitCodes.failed, "it cannot start"],
  ],
  run: start,
});
