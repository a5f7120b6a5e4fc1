import { isJsonObject, type JsonObject } from "../../azure/jsonObject.ts";
import { logLevels, type LogEntry } from "../../host/log.ts";

/** One entry of the host's log, with the app's event where it is one. */
export interface LogLine {
  readonly entry: LogEntry;
  readonly event: (JsonObject & { readonly event: string }) | null;
}

export function logLine(entry: LogEntry): LogLine {
  return { entry, event: entry.message.startsWith('{"event":"') ? eventIn(entry.message) : null };
}

function eventIn(message: string): LogLine["event"] {
  try {
    const value: unknown = JSON.parse(message);
    return isJsonObject(value) && typeof value.event === "string" ? { ...value, event: value.event } : null;
  } catch {
    return null;
  }
}

/** Whether people want to see it: what the app tells, and whatever goes wrong. */
export const isTold = ({ entry, event }: LogLine): boolean =>
  event !== null ||
  logLevels.indexOf(entry.level) >= logLevels.indexOf("warning") ||
  entry.category.endsWith(".User");

/** "14:02:11.093 capture.created  44be1cd7  captureName=alert-WEB01-… timeLimitSeconds=300" */
export function logLineText({ entry: { at, level, category, message }, event }: LogLine): string {
  const time = new Date(at).toISOString().slice(11, 23);
  if (event === null) return `${time} ${level.padEnd(11)} ${category} ${message}`;
  const { event: name, occurrence, ...fields } = event;
  const owner = typeof occurrence === "string" ? `  ${occurrence.slice(0, 8)}` : "";
  const rest = Object.entries(fields)
    .filter(([field]) => !/instanceId$/i.test(field))
    .map(([field, value]) => `${field}=${valueText(value)}`);
  return `${time} ${name.padEnd(18)}${owner}  ${rest.join(" ")}`.trimEnd();
}

/** The same for machines. */
export const logLineView = ({ entry, event }: LogLine): JsonObject => {
  const { at, level, category, message } = entry;
  const from = { at: new Date(at).toISOString(), level };
  return event === null ? { ...from, event: "host.log", category, message } : { ...from, ...event };
};

/** An ARM id by its last name alone. */
function valueText(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const short = value.startsWith("/subscriptions/") ? value.slice(value.lastIndexOf("/") + 1) : value;
  return /^[^\s"=]+$/.test(short) ? short : JSON.stringify(short);
}
