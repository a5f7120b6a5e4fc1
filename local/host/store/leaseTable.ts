import { textIn } from "./instance.ts";
import type { DatabaseSync } from "node:sqlite";

/** Who works on what, and until when nobody else does. */
export interface LeaseTable {
  /** False when another owner has it. */
  take(key: string, owner: string, now: number, until: number): boolean;
  /** False when it is no longer the owner's. */
  end(key: string, owner: string): boolean;
  /** The keys that are taken. */
  taken(now: number): ReadonlySet<string>;
  /** When the next lease is over. */
  nextEnd(now: number): number | null;
  removeOver(now: number): void;
}

export function leaseTable(database: DatabaseSync): LeaseTable {
  // Files of earlier hosts have no such table.
  database.exec(
    "CREATE TABLE IF NOT EXISTS lease (key TEXT PRIMARY KEY, owner TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID",
  );
  const take = database.prepare(`INSERT INTO lease (key, owner, until) VALUES (:key, :owner, :until)
    ON CONFLICT (key) DO UPDATE SET owner = :owner, until = :until WHERE owner = :owner OR lease.until <= :now`);
  const end = database.prepare("DELETE FROM lease WHERE key = ? AND owner = ?");
  const taken = database.prepare("SELECT key FROM lease WHERE until > ?");
  const nextEnd = database.prepare("SELECT min(until) AS at FROM lease WHERE until > ?");
  const removeOver = database.prepare("DELETE FROM lease WHERE until <= ?");
  return {
    take: (key, owner, now, until) => take.run({ key, owner, now, until }).changes > 0,
    end: (key, owner) => end.run(key, owner).changes > 0,
    taken: (now) => new Set(taken.all(now).map((row) => textIn(row, "key"))),
    nextEnd(now) {
      const at = nextEnd.get(now)?.at ?? null;
      return at === null ? null : Number(at);
    },
    removeOver: (now) => void removeOver.run(now),
  };
}
