import { textIn, textOrNull } from "./instance.ts";
import type { DatabaseSync } from "node:sqlite";

/** One unfinished call of an activity. */
export interface WorkItem {
  readonly n: number;
  readonly instanceId: string;
  readonly executionId: string;
  readonly taskId: number;
  readonly name: string;
  readonly input: string | null;
}

export interface ActivityTable {
  /** Returns the number of the new work item. */
  add(item: Omit<WorkItem, "n">): number;
  get(n: number): WorkItem | null;
  all(): readonly number[];
  /** False when it was removed before. */
  remove(n: number): boolean;
  removeAll(id: string): void;
}

export function activityTable(database: DatabaseSync): ActivityTable {
  const add = database.prepare(
    "INSERT INTO activity (id, execution_id, task_id, name, input) VALUES (?, ?, ?, ?, ?)",
  );
  const get = database.prepare("SELECT * FROM activity WHERE n = ?");
  const all = database.prepare("SELECT n FROM activity ORDER BY n");
  const remove = database.prepare("DELETE FROM activity WHERE n = ?");
  const removeAll = database.prepare("DELETE FROM activity WHERE id = ?");
  return {
    add: ({ instanceId, executionId, taskId, name, input }) =>
      Number(add.run(instanceId, executionId, taskId, name, input).lastInsertRowid),
    get(n) {
      const row = get.get(n);
      if (row === undefined) return null;
      return {
        n,
        instanceId: textIn(row, "id"),
        executionId: textIn(row, "execution_id"),
        taskId: Number(row.task_id),
        name: textIn(row, "name"),
        input: textOrNull(row, "input"),
      };
    },
    all: () => all.all().map((row) => Number(row.n)),
    remove: (n) => remove.run(n).changes > 0,
    removeAll: (id) => void removeAll.run(id),
  };
}
