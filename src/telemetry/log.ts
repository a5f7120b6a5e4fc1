import { safeText } from "../redaction/safeText.ts";
import { events, type EventFields, type EventName, type LogLevel } from "./events.ts";
import type { InvocationContext } from "@azure/functions";

/**
 * Logs one event as one structured line. Never pass the request's URL (it holds the function key), a header,
 * or text of a body: they may contain anything.
 */
export function log(context: Pick<InvocationContext, LogLevel>, event: EventName, fields: EventFields): void {
  context[events[event]](JSON.stringify({ event, ...fields }));
}

/** An error as text for the log, without URLs: those of the Durable backend carry its key. */
export const causeOf = (error: unknown): string =>
  safeText(
    String(error)
      .slice(0, 10_000)
      .replaceAll(/\bhttps?:\/\/\S+/gi, "(address)"),
    500,
  );
