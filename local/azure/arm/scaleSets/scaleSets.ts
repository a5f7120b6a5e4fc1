import type { ScaleSet } from "./scaleSet.ts";
import type { DatabaseSync } from "node:sqlite";

const key = "scale sets";

/** Simulated Azure's scale sets: none until the control API adds some. */
export class ScaleSets {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  all(): readonly ScaleSet[] {
    const row = this.#database.prepare("SELECT value FROM kept WHERE name = ?").get(key);
    return row === undefined ? [] : (JSON.parse(String(row.value)) as readonly ScaleSet[]);
  }

  /** The scale set with this id, in any casing. */
  find(id: string): ScaleSet | null {
    return this.all().find((set) => set.id.toLowerCase() === id.toLowerCase()) ?? null;
  }

  replace(sets: readonly ScaleSet[]): void {
    this.#database
      .prepare(
        "INSERT INTO kept (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      )
      .run(key, JSON.stringify(sets));
  }
}
