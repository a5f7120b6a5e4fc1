import { events, type EventFields, type EventName, type Severity } from "./events.ts";
import type { InvocationContext } from "@azure/functions";

/**
 * One structured line an event. Never the request's address (it holds the function key), a header, or texts of a body:
 * anything may stand in them.
 */
export function log(context: Pick<InvocationContext, Severity>, event: EventName, fields: EventFields): void {
  context[events[event]](JSON.stringify({ event, ...fields }));
}

/** An error in words fit for the log: addresses of the Durable backend carry its key. */
export const causeOf = (error: unknown): string =>
  String(error)
    .replaceAll(/\bhttps?:\/\/\S+/gi, "(address)")
    .slice(0, 500);
