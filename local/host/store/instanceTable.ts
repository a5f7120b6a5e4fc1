import { instanceOf, type Instance } from "./instance.ts";
import type { DatabaseSync } from "node:sqlite";

export interface InstanceTable {
  get(id: string): Instance | null;
  /** Adds an instance, or replaces the one with its id. */
  put(instance: Instance): void;
  /** Removes an instance with its history, messages and work items. */
  remove(id: string): void;
}

export function instanceTable(database: DatabaseSync): InstanceTable {
  const get = database.prepare("SELECT * FROM instance WHERE id = ?");
  const put = database.prepare(`INSERT OR REPLACE INTO instance
    (id, execution_id, name, version, status, input, output, custom_status, created, updated, parent)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const removals = ["instance", "history", "message", "activity"].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE id = ?`),
  );
  return {
    get(id) {
      const row = get.get(id);
      return row === undefined ? null : instanceOf(row);
    },
    put(instance) {
      const { id, executionId, name, version, status, input, output, customStatus } = instance;
      const parent = instance.parent === null ? null : JSON.stringify(instance.parent);
      const { created, updated } = instance;
      put.run(id, executionId, name, version, status, input, output, customStatus, created, updated, parent);
    },
    remove(id) {
      for (const removal of removals) removal.run(id);
    },
  };
}
