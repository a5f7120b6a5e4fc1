import { textIn } from "./instance.ts";
import type { DatabaseSync } from "node:sqlite";

/** Single values by name. */
export interface KeptTable {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

export function keptTable(database: DatabaseSync): KeptTable {
  const get = database.prepare("SELECT value FROM kept WHERE name = ?");
  const set = database.prepare("INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)");
  return {
    get(name) {
      const row = get.get(name);
      return row === undefined ? null : textIn(row, "value");
    },
    set: (name, value) => void set.run(name, value),
  };
}
