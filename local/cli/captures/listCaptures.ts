import { CommandError, exitCodes } from "../command/commandError.ts";
import { terminal } from "../terminal/terminal.ts";
import { captureTable } from "./captureTable.ts";
import { captureStates, listedCapture, objectsOf } from "./listedCapture.ts";
import { readSince } from "./readSince.ts";
import type { AppClient } from "../app/appClient.ts";

interface ListOptions {
  readonly status: string | null;
  readonly since: string | null;
  readonly limit: string | null;
  readonly json: boolean;
}

const usualLimit = "20";

/** `npm run captures -- list`. */
export async function listCaptures(client: AppClient, options: ListOptions): Promise<number> {
  const answer = await client.ask("GET", `/api/captures?${listQuery(options, Date.now()).toString()}`);
  if (options.json) {
    terminal.printJson(answer);
    return exitCodes.ok;
  }
  const captures = objectsOf(answer.captures).map(listedCapture);
  if (captures.length === 0) terminal.print("There are none. Older ones: --since 30d");
  else terminal.print(captureTable(captures, process.stdout.isTTY ? terminal.columns : null));
  if (answer.truncated === true) terminal.print("\nThere are older ones: --limit shows more.");
  return exitCodes.ok;
}

/** The query of the list. @throws CommandError for wrong options. `now` is in milliseconds. */
export function listQuery({ status, since, limit }: Omit<ListOptions, "json">, now: number): URLSearchParams {
  const top = limit ?? usualLimit;
  if (!/^[1-9]\d{0,2}$|^1000$/.test(top))
    throw CommandError.usage(`--limit ${top} is no whole number from 1 to 1000.`);
  const query = new URLSearchParams({ top });
  if (since !== null) query.set("since", readSince(since, now));
  if (status === null) return query;
  const wrong = status.split(",").find((one) => !captureStates.some((state) => state === one));
  if (wrong !== undefined)
    throw CommandError.usage(`--status ${wrong} is none of ${captureStates.join(", ")}.`);
  query.set("status", status);
  return query;
}
