import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { errorText } from "../environment/errorText.ts";
import { readPorts } from "../environment/ports.ts";
import { decisionText, type AlertAnswer } from "./decisionText.ts";
import { follow } from "./follow.ts";
import { freshOccurrence, unwrapRecordedRequest } from "./freshOccurrence.ts";
import { phaseDisplay } from "./phaseDisplay.ts";
import { terminal } from "./terminal/terminal.ts";
import { terminalText } from "./terminal/terminalText.ts";

const usage = `Usage: npm run alert -- FILE [--what-if] [--exact] [--key KEY]
Posts an alert payload to the running environment (npm start), prints the decision, and follows the capture to its end.
  --what-if  prints the plan; nothing is started
  --exact    sends the file as it is; otherwise each sending gets a fresh alert id and time, and so is a new alert
  --key KEY  a function key, where the environment asks for one; with STATUS_URLS=app the one for any function`;

/** `npm run alert`. Returns whether the alert was accepted, or rightly ignored, and its capture completed. */
async function alert(): Promise<boolean> {
  const { values, positionals } = readArguments();
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(usage);
  const bytes = await readFile(file);
  const body = values.exact ? bytes : freshened(bytes);
  const { status, answer } = await post(body, values["what-if"], values.key);
  terminal.print(terminalText.line(decisionText(status, answer)));
  if (status === 202 && answer.statusQueryGetUri !== undefined) {
    terminal.print(`Status: ${terminalText.line(answer.statusQueryGetUri)}\n`);
    return followToEnd(answer.statusQueryGetUri, values.key ?? null);
  }
  if (answer.whatIf === true) terminal.printJson(answer);
  return status === 200;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        exact: { type: "boolean", default: false },
        "what-if": { type: "boolean", default: false },
        key: { type: "string" },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Error(`${errorText(error)}\n${usage}`, { cause: error });
  }
}

async function post(
  body: Buffer | string,
  whatIf: boolean,
  key: string | undefined,
): Promise<{ status: number; answer: AlertAnswer }> {
  const { functions } = readPorts(process.env);
  const url = `http://127.0.0.1:${functions}/api/alerts${whatIf ? "?whatIf=true" : ""}`;
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    ...(key === undefined ? {} : { "x-functions-key": key }),
  };
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  try {
    return { status: response.status, answer: JSON.parse(text) as AlertAnswer };
  } catch {
    return { status: response.status, answer: { detail: text } };
  }
}

/** The payload as a fresh occurrence. A file that is not JSON goes as it is, for the app to refuse. */
function freshened(bytes: Buffer): Buffer | string {
  try {
    const payload: unknown = JSON.parse(bytes.toString().replace(/^\uFEFF/, ""));
    return JSON.stringify(
      freshOccurrence(unwrapRecordedRequest(payload), randomUUID(), new Date().toISOString()),
    );
  } catch {
    return bytes;
  }
}

const unreachableText = (): string =>
  `Nothing is listening on port ${readPorts(process.env).functions}. Run \`npm start\` first.`;

async function followToEnd(statusQueryGetUri: string, key: string | null): Promise<boolean> {
  const display = phaseDisplay(process.stdout);
  const end = await follow(statusQueryGetUri, key, display.show);
  display.end();
  terminal.printJson(end.completed ? end.outcome : end);
  return end.completed;
}

try {
  process.exitCode = (await alert()) ? 0 : 1;
} catch (error) {
  const unreachable = error instanceof TypeError && error.message === "fetch failed";
  terminal.printError(unreachable ? unreachableText() : errorText(error));
  process.exitCode = 1;
}
