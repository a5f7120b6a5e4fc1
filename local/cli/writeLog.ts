import type { LogEntry } from "../host/log.ts";

/** Writes one log entry of the host as a line. */
export function writeLog({ at, level, category, message }: LogEntry): void {
  const time = new Date(at).toISOString().slice(11, 23);
  console.log(`${time} ${level.padEnd(11)} ${category} ${message}`);
}
