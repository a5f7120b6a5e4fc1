import { terminal } from "./terminal/terminal.ts";
import { terminalText } from "./terminal/terminalText.ts";
import type { LogEntry } from "../host/log.ts";

/** Prints one log entry of the host on one line. */
export function writeLog({ at, level, category, message }: LogEntry): void {
  const time = new Date(at).toISOString().slice(11, 23);
  terminal.print(terminalText.line(`${time} ${level.padEnd(11)} ${category} ${message}`));
}
