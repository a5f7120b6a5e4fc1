import { createWriteStream } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildApp } from "../../scripts/buildApp.ts";
import { realClock } from "../environment/clock.ts";
import { startEnvironment, type Environment } from "../environment/environment.ts";
import { errorText } from "../environment/errorText.ts";
import { privateFolder } from "../environment/files/privateFolder.ts";
import { printIgnoredSettings } from "../environment/ignoredSettings.ts";
import { freePorts } from "../environment/ports.ts";
import { readTraffic } from "../environment/readTraffic.ts";
import { follow } from "./follow.ts";
import { phaseDisplay } from "./phaseDisplay.ts";
import { realisticHelp, realisticSeed } from "./realisticSeed.ts";
import { terminal } from "./terminal/terminal.ts";
import { terminalText } from "./terminal/terminalText.ts";
import type { CaptureOutcome } from "../../src/captures/outcome/captureOutcome.ts";

/** A short capture, polled every second, so that the whole job takes a few seconds. */
const settings = { CAPTURE_TIME_LIMIT_SECONDS: "8", POLL_MIN_SECONDS: "1", POLL_MAX_SECONDS: "1" };

const usage = `Usage: npm run demo -- [--realistic[=SEED]]
Shows one alert from the action group to the email.
${realisticHelp}`;

const directory = join(process.env.LOCAL_STATE_DIR ?? ".local", "demo");

/** `npm run demo`: one alert from the action group to the email, on free ports. */
async function demo(): Promise<void> {
  const { realistic, rest } = realisticSeed(process.argv.slice(2));
  const { values } = parseArgs({ args: [...rest], options: { help: { type: "boolean", default: false } } });
  if (values.help) {
    terminal.print(usage);
    return;
  }
  await rm(directory, { recursive: true, force: true });
  privateFolder(directory);
  const log = createWriteStream(join(directory, "host.log"), { mode: 0o600 });
  printIgnoredSettings(process.env);
  await buildApp();
  terminal.print("Starting the function app, simulated Azure and blob storage on this machine …");
  const environment = await startEnvironment({
    clock: realClock,
    stateDirectory: join(directory, "state"),
    outboxDirectory: join(directory, "outbox"),
    ports: freePorts,
    appDirectory: process.cwd(),
    settings: { ...process.env, ...settings },
    traffic: readTraffic(process.env),
    realistic,
    log: (entry) => log.write(`${JSON.stringify(entry)}\n`),
  });
  try {
    await fireAndFollow(environment);
  } finally {
    await environment.close();
    log.end();
  }
}

async function fireAndFollow(environment: Environment): Promise<void> {
  terminal.print("A metric alert fires on WEB01: Network Out Total is above its threshold.\n");
  const display = phaseDisplay(process.stdout);
  const end = await follow(await fireAlert(environment.controlUrl), null, display.show);
  display.end();
  if (!end.completed)
    throw new Error(`The orchestration ended as ${end.runtimeStatus}: ${JSON.stringify(end.output)}`);
  const { captures, report } = end.outcome;
  const [capture] = captures;
  if (capture?.outcome !== "captured")
    throw new Error(`Nothing was captured: ${capture?.hint ?? "no outcome"}`);
  if (report?.error !== null) throw new Error(`No report was sent: ${report?.error ?? "none was due"}`);
  const file = await saveCapture(environment, capture);
  const ended = `The capture of ${capture.vmName} ended: ${capture.stopReason ?? "no reason given"}`;
  const lead = capture.summary?.lead ?? capture.hint ?? "The capture file was not analyzed";
  terminal.print(`
${terminalText.line(ended)}, ${capture.bytes ?? 0} bytes.
${terminalText.line(lead)}.
  Capture file  ${file}
  Email         ${join(directory, "outbox", "1.html")}
  Sent to       ${report.sentTo.join(", ")}
  Host log      ${join(directory, "host.log")}
`);
}

/**
 * Fires an alert as an action group does; returns the status query URL of the instance that the app started.
 */
async function fireAlert(controlUrl: string): Promise<string> {
  const response = await fetch(`${controlUrl}/alerts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ vm: "WEB01" }),
  });
  const { attempts } = (await response.json()) as { attempts: { status: number | null; body: unknown }[] };
  const last = attempts.at(-1);
  if (last?.status !== 202) throw new Error(`The app did not accept the alert: ${JSON.stringify(last)}`);
  return (last.body as { statusQueryGetUri: string }).statusQueryGetUri;
}

/** Copies the capture out of blob storage into a plain file. */
async function saveCapture(
  environment: Environment,
  { captureName, fileUrl }: CaptureOutcome,
): Promise<string> {
  const file = join(directory, `${captureName ?? "capture"}.cap`);
  await writeFile(file, await environment.readBlob(fileUrl ?? ""), { mode: 0o600 });
  return file;
}

try {
  await demo();
} catch (error) {
  terminal.printError(`\nThe demo failed: ${errorText(error)}`);
  terminal.printError(`Host log: ${join(directory, "host.log")}`);
  process.exitCode = 1;
}
