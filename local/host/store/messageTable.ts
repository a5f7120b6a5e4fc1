import { EventType, type HistoryEvent } from "../protocol/historyEvent.ts";
import { textIn } from "./instance.ts";
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

/** Events on their way to an instance. One message has several only where they must stay together. */
export interface Message {
  readonly instanceId: string;
  /** Their generation; null: the current one. */
  readonly executionId: string | null;
  /** Milliseconds since the epoch. */
  readonly visibleAt: number;
  readonly events: readonly HistoryEvent[];
}

export interface MessageTable {
  add(message: Message): void;
  /** An instance's due messages, in order of due time, then of arrival. */
  due(id: string, now: number): readonly { readonly n: number; readonly events: readonly HistoryEvent[] }[];
  remove(n: number): void;
  /** Removes the messages for one generation. */
  removeGeneration(id: string, executionId: string): void;
  removeAll(id: string): void;
  /** Instances with due messages. */
  dueInstances(now: number): readonly string[];
  /** When an instance's next timer message falls due after `now`. */
  nextTimer(id: string, now: number): number | null;
  /** When the next message falls due after `now`. */
  nextDue(now: number): number | null;
}

const numberOrNull = (value: SQLOutputValue | undefined): number | null =>
  value === undefined || value === null ? null : Number(value);

export function messageTable(database: DatabaseSync): MessageTable {
  const add = database.prepare(
    "INSERT INTO message (id, execution_id, visible_at, events) VALUES (?, ?, ?, ?)",
  );
  const due = database.prepare(
    "SELECT n, events FROM message WHERE id = ? AND visible_at <= ? ORDER BY visible_at, n",
  );
  const remove = database.prepare("DELETE FROM message WHERE n = ?");
  const removeGeneration = database.prepare("DELETE FROM message WHERE id = ? AND execution_id = ?");
  const removeAll = database.prepare("DELETE FROM message WHERE id = ?");
  const dueInstances = database.prepare("SELECT DISTINCT id FROM message WHERE visible_at <= ?");
  const nextDue = database.prepare("SELECT min(visible_at) AS at FROM message WHERE visible_at > ?");
  const nextTimer = database.prepare(`SELECT min(visible_at) AS at FROM message
    WHERE id = ? AND visible_at > ? AND events ->> '$[0].EventType' = ${EventType.TimerFired}`);
  return {
    add({ instanceId, executionId, visibleAt, events }) {
      add.run(instanceId, executionId, visibleAt, JSON.stringify(events));
    },
    due: (id, now) =>
      due.all(id, now).map((row) => ({
        n: Number(row.n),
        events: JSON.parse(textIn(row, "events")) as HistoryEvent[],
      })),
    remove: (n) => void remove.run(n),
    removeGeneration: (id, executionId) => void removeGeneration.run(id, executionId),
    removeAll: (id) => void removeAll.run(id),
    dueInstances: (now) => dueInstances.all(now).map((row) => textIn(row, "id")),
    nextTimer: (id, now) => numberOrNull(nextTimer.get(id, now)?.at),
    nextDue: (now) => numberOrNull(nextDue.get(now)?.at),
  };
}
