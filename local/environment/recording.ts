import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "./files/privateFolder.ts";
import type { ReceivedCall } from "../azure/requestLog.ts";
import type { LogEntry } from "../host/log.ts";

/** A record of what happens in an environment, one JSON object a line. */
export interface Recording {
  call(call: ReceivedCall): void;
  log(entry: LogEntry): void;
}

/**
 * Appends to `calls-<process id>.ndjson` (every request to simulated Azure) and `log-<process id>.ndjson`
 * (every log entry of the host) in a folder, which it creates. Lines are written at once, so that a killed
 * process leaves its record. Nothing is written without a folder.
 */
export function openRecording(directory: string | undefined): Recording {
  if (directory === undefined || directory === "") return { call: () => undefined, log: () => undefined };
  privateFolder(directory);
  const write = (kind: string, line: object) => {
    appendFileSync(join(directory, `${kind}-${process.pid}.ndjson`), `${JSON.stringify(line)}\n`, {
      mode: 0o600,
    });
  };
  return {
    call: (call) => {
      write("calls", call);
    },
    log: (entry) => {
      write("log", entry);
    },
  };
}
