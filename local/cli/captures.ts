import { appAddress, appOptions, appVariables } from "./app/appAddress.ts";
import { AppClient } from "./app/appClient.ts";
import { captureText } from "./captures/captureText.ts";
import { downloadCapture } from "./captures/downloadCapture.ts";
import { findId, newestId, readCaptureView } from "./captures/findId.ts";
import { listCaptures } from "./captures/listCaptures.ts";
import { captureStates } from "./captures/listedCapture.ts";
import { saveEvidence } from "./captures/saveEvidence.ts";
import { stopCapture } from "./captures/stopCapture.ts";
import { CommandError, exitCodes } from "./command/commandError.ts";
import { runCommand } from "./command/runCommand.ts";
import { terminal } from "./terminal/terminal.ts";
import type { CommandOptions, OptionValues } from "./command/command.ts";

const options = {
  ...appOptions,
  json: { type: "boolean", help: "prints one JSON document" },
  status: {
    type: "string",
    value: "STATUS",
    help: `list: only ${captureStates.join(", ")}; several with commas`,
  },
  since: { type: "string", value: "TIME", help: "list: a date, a time, or how long ago: 30m, 2h, 7d (7d)" },
  limit: { type: "string", value: "N", help: "list: at most so many, 1 to 1000 (20)" },
  force: { type: "boolean", help: "stop: also a capture that other alerts follow" },
  output: { type: "string", value: "PLACE", help: "download, evidence: a folder, or the name of the file" },
} as const satisfies CommandOptions;

type Given = OptionValues<typeof options>;

/** Options that belong to one subcommand. */
const owners = {
  ...{ status: ["list"], since: ["list"], limit: ["list"], force: ["stop"] },
  output: ["download", "evidence"],
} as const satisfies Readonly<Record<string, readonly Subcommand[]>>;

const subcommands = ["list", "show", "stop", "download", "evidence"] as const;
type Subcommand = (typeof subcommands)[number];

/** `npm run captures`. */
async function captures(given: Given, [name = "", id, ...rest]: readonly string[]): Promise<number> {
  const subcommand = subcommands.find((one) => one === name);
  if (subcommand === undefined)
    throw CommandError.usage(`"${name}" is none of ${subcommands.join(", ")}.`, "npm run captures -- --help");
  checkUse(subcommand, given, id === undefined ? rest : [id, ...rest]);
  const client = new AppClient(appAddress(given, process.env));
  if (subcommand === "list") return listCaptures(client, given);
  const whole = id === undefined ? await newestId(client) : await findId(client, id);
  if (subcommand === "stop") return stopCapture(client, whole, given);
  if (subcommand === "download") return downloadCapture(client, whole, given);
  if (subcommand === "evidence") return saveEvidence(client, whole, given);
  const view = await readCaptureView(client, whole);
  if (given.json) terminal.printJson(view);
  else terminal.print(captureText(view));
  return exitCodes.ok;
}

function checkUse(subcommand: Subcommand, given: Given, ids: readonly string[]): void {
  for (const [option, those] of Object.entries(owners)) {
    const value = given[option as keyof typeof owners];
    if (!those.some((owner) => owner === subcommand) && value !== null && value !== false)
      throw CommandError.usage(
        `--${option} belongs to ${those.join(" and ")}.`,
        "npm run captures -- --help",
      );
  }
  if (subcommand === "list" && ids.length > 0)
    throw CommandError.usage("list takes no id.", "npm run captures -- show ID shows one.");
  if (subcommand === "stop" && ids.length === 0)
    throw CommandError.usage("stop needs the id of a capture.", "npm run captures -- list shows them.");
}

await runCommand({
  name: "npm run captures --",
  usage: [
    "list [options]",
    "show [ID] [options]",
    "stop ID [options]",
    "download [ID] [options]",
    "evidence [ID] [options]",
  ],
  summary:
    "Lists, shows, stops and downloads the captures of a running app, on this machine or deployed, and gives their evidence records. The beginning of an id is enough; show, download and evidence take the newest capture without one.",
  operands: [1, 2],
  options,
  examples: [
    ["npm run captures -- list --status failed --since 24h", "what failed since yesterday"],
    ["npm run captures -- show", "the newest capture"],
    ["npm run captures -- stop 44be1cd7", "ends a capture early; its file and email come as usual"],
    ["npm run captures -- download 44be1cd7 --output /tmp", "saves its capture file"],
    [
      "npm run captures -- evidence 44be1cd7 --output /tmp",
      "saves its evidence record; prints it without --output",
    ],
    [
      "CAPTURE_APP_KEY=… npm run --silent captures -- list --json --url https://my-app.azurewebsites.net",
      "the captures of a deployed app, for a script",
    ],
  ],
  variables: appVariables,
  exits: [[exitCodes.failed, "no such capture, no file, or the app does not answer or refuses"]],
  run: captures,
});
