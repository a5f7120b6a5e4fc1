import type { LogEntry } from "../../local/host/log.ts";

/** An event that the app wrote to its log, and the host's own facts of the entry. */
interface LoggedEvent {
  readonly event: string;
  readonly level: string;
  readonly traceId: string;
  readonly functionName: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Collects the log of an environment; its events are those of the app's own code. */
export class EventLog {
  readonly entries: LogEntry[] = [];

  readonly add = (entry: LogEntry): void => {
    this.entries.push(entry);
  };

  /** Events of one instance and of those that it started, in order. */
  of(instanceId: string): readonly LoggedEvent[] {
    return this.all().filter(({ fields }) => {
      const ids = [fields.instanceId, fields.parentInstanceId];
      return ids.includes(instanceId);
    });
  }

  all(): readonly LoggedEvent[] {
    return this.entries
      .filter(({ category }) => category.endsWith(".User"))
      .map(({ level, message, traceId = "", functionName = "" }) => {
        const { event, ...fields } = JSON.parse(message) as { event: string };
        return { event, level, traceId, functionName, fields };
      });
  }
}

/** The names of events, each followed by one of its fields where that tells more. */
export const named = (events: readonly LoggedEvent[]): readonly string[] => events.map(({ event }) => event);
