import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ReceivedCall } from "../azure/requestLog.ts";
import type { LogEntry } from "../host/log.ts";

/** Writes down what happens in an environment, one JSON object a line. */
export interface Recording {
  call(call: ReceivedCall): void;
  log(entry: LogEntry): void;
}

/**
 * Appends to `calls-<process id>.ndjson` (every call that simulated Azure receives) and `log-<process id>.ndjson` (every
 * log entry of the host) in a folder, which is made when there is none. Each line is written at once: what is killed
 * leaves what it did. Without a folder nothing is written.
 */
export function openRecording(directory: string | undefined): Recording {
  if (directory === undefined || directory === "") return { call: () => undefined, log: () => undefined };
  mkdirSync(directory, { recursive: true });
  const write = (kind: string, line: object) => {
    appendFileSync(join(directory, `${kind}-${process.pid}.ndjson`), `${JSON.stringify(line)}\n`);
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
