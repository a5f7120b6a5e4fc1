import { instanceOf, type Instance } from "./instance.ts";
import type { RuntimeStatus } from "../protocol/runtimeStatus.ts";
import type { DatabaseSync } from "node:sqlite";

export interface InstanceFilter {
  /** Milliseconds since the epoch, both inclusive. */
  readonly createdFrom: number | null;
  readonly createdTo: number | null;
  /** Empty: any. */
  readonly statuses: readonly RuntimeStatus[];
  readonly idPrefix: string;
}

interface Page {
  readonly instances: readonly Instance[];
  /** Start of the next page; null: there is none. */
  readonly next: PageStart | null;
}

/** The last instance of the previous page. */
export interface PageStart {
  readonly created: number;
  readonly id: string;
}

const start: PageStart = { created: Number.MIN_SAFE_INTEGER, id: "" };

/** Finds instances in order of creation. */
export function instanceQuery(
  database: DatabaseSync,
): (filter: InstanceFilter, top: number, after: PageStart | null) => Page {
  const find = database.prepare(`SELECT * FROM instance
    WHERE (created, id) > (:afterCreated, :afterId) AND created >= :from AND created <= :to
      AND substr(id, 1, length(:prefix)) = :prefix
      AND (:statuses = '[]' OR status IN (SELECT value FROM json_each(:statuses)))
    ORDER BY created, id LIMIT :top`);
  return ({ createdFrom, createdTo, statuses, idPrefix }, top, after) => {
    const { created, id } = after ?? start;
    const rows = find.all({
      afterCreated: created,
      afterId: id,
      from: createdFrom ?? Number.MIN_SAFE_INTEGER,
      to: createdTo ?? Number.MAX_SAFE_INTEGER,
      prefix: idPrefix,
      statuses: JSON.stringify(statuses),
      top: top + 1,
    });
    const instances = rows.slice(0, top).map(instanceOf);
    const last = instances.at(-1);
    return { instances, next: rows.length > top && last !== undefined ? last : null };
  };
}
