import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { follow } from "./follow.ts";
import { phaseDisplay } from "./phaseDisplay.ts";
import { readPorts } from "./ports.ts";
import { stamp, unwrap } from "./stamp.ts";

const usage = `Usage: npm run alert -- FILE [--exact]
Posts an alert payload to the running environment (npm start) and follows it to its end.
A fresh alert id and time make every sending a new alert; --exact sends the file as it is.`;

/** `npm run alert`: true when the alert was dealt with as it should be. */
async function alert(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: { exact: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(usage);
  const bytes = await readFile(file);
  const response = await fetch(`http://127.0.0.1:${readPorts(process.env).functions}/api/alerts`, {
    method: "POST",
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: values.exact ? bytes : freshened(bytes),
  });
  const answer = (await response.json()) as {
    statusQueryGetUri?: string;
    outcome?: string;
    reason?: string;
    detail?: string;
  };
  if (response.status === 202 && answer.statusQueryGetUri !== undefined) {
    console.log(`${answer.outcome ?? "accepted"}: ${answer.statusQueryGetUri}\n`);
    return followToEnd(answer.statusQueryGetUri);
  }
  console.log(
    `${response.status} ${answer.outcome ?? "refused"}${answer.reason === undefined ? "" : ` (${answer.reason})`}: ${answer.detail ?? ""}`,
  );
  return response.status === 200;
}

/** The file with a fresh occurrence; what is not JSON goes as it is, for the app to refuse. */
function freshened(bytes: Buffer): Buffer | string {
  try {
    const payload: unknown = JSON.parse(bytes.toString().replace(/^\uFEFF/, ""));
    return JSON.stringify(stamp(unwrap(payload), randomUUID(), new Date().toISOString()));
  } catch {
    return bytes;
  }
}

async function followToEnd(statusQueryGetUri: string): Promise<boolean> {
  const display = phaseDisplay(process.stdout);
  const ending = await follow(statusQueryGetUri, display.tell);
  display.end();
  console.log(JSON.stringify(ending.completed ? ending.outcome : ending, null, 2));
  return ending.completed;
}

try {
  process.exitCode = (await alert()) ? 0 : 1;
} catch (error) {
  const refused = error instanceof TypeError && error.message === "fetch failed";
  console.error(
    refused
      ? "No environment answers: run npm start first."
      : error instanceof Error
        ? error.message
        : String(error),
  );
  process.exitCode = 1;
}
