import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReceivedCall } from "../../local/azure/requestLog.ts";
import type { LogEntry } from "../../local/host/log.ts";

/** What environments wrote down during the test run; see local/environment/recording.ts. */
function recorded(kind: "calls" | "log"): readonly unknown[] {
  const directory = process.env.LOCAL_RECORD_DIR;
  if (directory === undefined) throw new Error("LOCAL_RECORD_DIR names no recording; npm test makes one.");
  return readdirSync(directory)
    .filter((file) => file.startsWith(`${kind}-`))
    .flatMap((file) => readFileSync(join(directory, file), "utf8").split("\n"))
    .filter((line) => line !== "")
    .flatMap(parsed);
}

/** The last line of a process that was killed may be cut off. */
function parsed(line: string): readonly unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

/** Calls of the app alone: those that tests make themselves do not come through Azure's SDKs. */
export const callsOfApp = (): readonly ReceivedCall[] =>
  (recorded("calls") as readonly ReceivedCall[]).filter(
    ({ userAgent }) => userAgent?.startsWith("azsdk-js-") === true,
  );

export const logEntries = (): readonly LogEntry[] => recorded("log") as readonly LogEntry[];
