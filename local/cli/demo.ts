import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildApp } from "../../scripts/buildApp.ts";
import { realClock } from "../environment/clock.ts";
import { startEnvironment, type Environment } from "../environment/environment.ts";
import { errorText } from "../environment/errorText.ts";
import { freePorts } from "../environment/ports.ts";
import { readTraffic } from "../environment/readTraffic.ts";
import { alertForMachines, alertForPeople, type AlertReport } from "./alerts/alertReport.ts";
import { ArmedVm } from "./armedVm.ts";
import { CommandError, exitCodes } from "./command/commandError.ts";
import { onInterrupt } from "./command/onInterrupt.ts";
import { runCommand } from "./command/runCommand.ts";
import { follow, type OrchestrationEnd } from "./following/follow.ts";
import { hasFailed } from "./following/outcomeText.ts";
import { realisticOption, realisticSeed } from "./starting/realisticSeed.ts";
import { startProblem } from "./starting/startProblem.ts";
import { startVariables } from "./starting/startVariables.ts";
import { stateFolder } from "./starting/stateFolder.ts";
import { takeDemoFolder } from "./starting/takeDemoFolder.ts";
import { tellIgnoredSettings } from "./starting/tellIgnoredSettings.ts";
import { terminal } from "./terminal/terminal.ts";
import type { AppAnswer } from "./app/appClient.ts";
import type { CommandOptions, OptionValues } from "./command/command.ts";

/** A short capture, polled every second, so that the whole job takes a few seconds. */
const settings = { CAPTURE_TIME_LIMIT_SECONDS: "8", POLL_MIN_SECONDS: "1", POLL_MAX_SECONDS: "1" };

const options = {
  realistic: realisticOption,
  armed: { type: "boolean", help: "the VM is armed: the report also has the packets from before the alert" },
  json: { type: "boolean", help: "prints lines of JSON: the decision, each change of phase, the outcome" },
} as const satisfies CommandOptions;

type Given = OptionValues<typeof options>;

/** `npm run demo`: one alert from the action group to the email, on free ports. */
async function demo(given: Given): Promise<number> {
  const stateDirectory = stateFolder(process.env);
  const facts = { stateDirectory, env: process.env };
  const realistic = realisticSeed(given.realistic);
  const folder = takeFolder(stateDirectory);
  const armed = given.armed ? new ArmedVm() : null;
  const say = (text: string) => {
    if (!given.json) terminal.print(text);
  };
  const hostLog = join(folder.directory, "host.log");
  try {
    tellIgnoredSettings(process.env);
    say("Starting the function app, simulated Azure and blob storage on this machine …");
    const environment = await started(folder.directory, hostLog, realistic, armed);
    const forget = closeOnInterrupt(environment);
    try {
      if (armed !== null) {
        say("Arming WEB01, which then has a ring of packets of the minutes before …");
        await armed.arm(environment, readTraffic(process.env) ?? "exfiltration");
      }
      return await fireAndFollow({ environment, directory: folder.directory, json: given.json, armed });
    } finally {
      forget();
      await environment.close();
    }
  } catch (error) {
    const problem = startProblem(error, facts);
    if (problem instanceof CommandError) throw problem;
    throw new CommandError(`The demo failed: ${errorText(problem)}`, `Host log: ${hostLog}`);
  } finally {
    await folder.release();
  }
}

function takeFolder(stateDirectory: string) {
  try {
    return takeDemoFolder(stateDirectory);
  } catch (error) {
    throw startProblem(error, { stateDirectory, env: process.env });
  }
}

async function started(
  directory: string,
  hostLog: string,
  realistic: number | null,
  armed: ArmedVm | null,
): Promise<Environment> {
  const log = createWriteStream(hostLog, { mode: 0o600 });
  // A full disk must not end the demo here: its other files will say so.
  log.on("error", () => undefined);
  await buildApp();
  return startEnvironment({
    ...{ clock: armed?.clock ?? realClock, realistic, ports: freePorts },
    traffic: readTraffic(process.env),
    stateDirectory: join(directory, "state"),
    outboxDirectory: join(directory, "outbox"),
    appDirectory: process.cwd(),
    settings: { ...process.env, ...settings, ...armed?.settings },
    clearDownloads: true,
    log: (entry) => log.write(`${JSON.stringify(entry)}\n`),
  });
}

function closeOnInterrupt(environment: Environment): () => void {
  return onInterrupt(() => {
    terminal.printError("\nStopping the demo: the function app, simulated Azure and blob storage …");
    void environment.close().then(() => {
      terminal.printError("Everything is stopped. The alert was not followed to its end.");
      process.exit(exitCodes.interrupted);
    });
  });
}

interface Firing {
  readonly environment: Environment;
  readonly directory: string;
  readonly json: boolean;
  /** Null: no VM is armed. */
  readonly armed: ArmedVm | null;
}

async function fireAndFollow({ environment, directory, json, armed }: Firing): Promise<number> {
  const report = json ? alertForMachines() : alertForPeople();
  if (!json) terminal.print("A metric alert fires on WEB01: Network Out Total is above its threshold.\n");
  const answer = await fireAlert(environment.controlUrl);
  if (json) report.decision(answer);
  const { id, statusQueryGetUri } = answer.body;
  const followed = { statusQueryGetUri: String(statusQueryGetUri), key: null };
  const watcher = { show: report.phase, redraw: report.redraw };
  const end = await follow(followed, watcher).finally(report.endPhases);
  await tellEnd({ environment, directory, report, id: String(id), end });
  if (!json) terminal.print(`  Host log      ${join(directory, "host.log")}`);
  const wanted = end.completed && end.outcome.captures[0]?.outcome === "captured";
  const missing = armed === null || !end.completed ? null : await armed.missing(environment, end.outcome);
  if (missing !== null) terminal.printError(missing);
  return wanted && missing === null && !hasFailed(end.outcome) ? exitCodes.ok : exitCodes.failed;
}

/** Fires an alert as an action group does; the app's last answer to it. */
async function fireAlert(controlUrl: string): Promise<AppAnswer> {
  const response = await fetch(`${controlUrl}/alerts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ vm: "WEB01" }),
  });
  const { attempts } = (await response.json()) as {
    attempts: { status: number | null; body: Readonly<Record<string, unknown>> }[];
  };
  const last = attempts.at(-1);
  if (last?.status !== 202)
    throw new Error(`The app did not accept the alert: ${JSON.stringify(last ?? null)}`);
  return { status: last.status, body: last.body, text: "" };
}

interface Ended {
  readonly environment: Environment;
  readonly directory: string;
  readonly report: AlertReport;
  readonly id: string;
  readonly end: OrchestrationEnd;
}

/** Copies the capture out of blob storage into a plain file, and tells where everything is. */
async function tellEnd({ environment, directory, report, id, end }: Ended): Promise<void> {
  const [capture] = end.completed ? end.outcome.captures : [];
  let file: string | null = null;
  if (capture?.fileUrl) {
    file = join(directory, `${capture.captureName ?? "capture"}.cap`);
    await writeFile(file, await environment.readBlob(capture.fileUrl), { mode: 0o600 });
  }
  report.end(id, end, { files: [file], email: join(directory, "outbox", "1.html") });
}

await runCommand({
  name: "npm run demo --",
  usage: ["[options]"],
  summary:
    "Shows one alert from the action group to the email, on free ports of this machine, in less than half a minute. Leaves the capture file, the email and the host's log in .local/demo, or in .local/demo-2 and so on while another demo runs.",
  operands: [0, 0],
  options,
  examples: [
    ["npm run demo", "shows an upload that sticks out"],
    ["LOCAL_TRAFFIC=port-scan npm run demo", "shows a port scan"],
    ["npm run demo -- --armed", "fires on a VM with a ring of packets: what happened before the alert"],
    ["npm run demo -- --realistic", "with the irregularities of Azure; takes longer"],
  ],
  variables: startVariables.filter(([name]) => !name.endsWith("PORT")),
  exits: [
    [exitCodes.ok, "captured and reported"],
    [exitCodes.failed, "anything failed"],
    [exitCodes.interrupted, "Ctrl-C"],
  ],
  run: demo,
});
