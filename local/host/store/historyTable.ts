import { EventType, type ExecutionStarted, type HistoryEvent } from "../protocol/historyEvent.ts";
import { textIn } from "./instance.ts";
import type { DatabaseSync } from "node:sqlite";

export interface HistoryTable {
  of(id: string): readonly HistoryEvent[];
  /** The start of the present generation; null before its first episode. */
  startOf(id: string): ExecutionStarted | null;
  /** `from`: the number of events that the instance has. */
  append(id: string, from: number, events: readonly HistoryEvent[]): void;
  remove(id: string): void;
}

export function historyTable(database: DatabaseSync): HistoryTable {
  const of = database.prepare("SELECT event FROM history WHERE id = ? ORDER BY n");
  const start = database.prepare(
    "SELECT event FROM history WHERE id = ? AND event ->> 'EventType' = ? ORDER BY n LIMIT 1",
  );
  const append = database.prepare("INSERT INTO history (id, n, event) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM history WHERE id = ?");
  return {
    of: (id) => of.all(id).map((row) => JSON.parse(textIn(row, "event")) as HistoryEvent),
    startOf(id) {
      const row = start.get(id, EventType.ExecutionStarted);
      return row === undefined ? null : (JSON.parse(textIn(row, "event")) as ExecutionStarted);
    },
    append(id, from, events) {
      for (const [index, event] of events.entries()) append.run(id, from + index, JSON.stringify(event));
    },
    remove: (id) => void remove.run(id),
  };
}
