import { randomBytes } from "node:crypto";
import { openStateDatabase } from "../../environment/openStateDatabase.ts";
import { activityTable, type ActivityTable } from "./activityTable.ts";
import { historyTable, type HistoryTable } from "./historyTable.ts";
import { hostState, sharedHostState } from "./hostState.ts";
import { instanceQuery } from "./instanceQuery.ts";
import { instanceTable, type InstanceTable } from "./instanceTable.ts";
import { keptTable, type KeptTable } from "./keptTable.ts";
import { leaseTable, type LeaseTable } from "./leaseTable.ts";
import { messageTable, type MessageTable } from "./messageTable.ts";
import type { DatabaseSync } from "node:sqlite";

/** All state that outlives the process. */
export interface Store {
  readonly instances: InstanceTable;
  readonly histories: HistoryTable;
  readonly messages: MessageTable;
  readonly activities: ActivityTable;
  readonly kept: KeptTable;
  readonly leases: LeaseTable;
  readonly find: ReturnType<typeof instanceQuery>;
  /** Keeps all of `work`'s changes, or none when it throws. */
  transaction<Result>(work: () => Result): Result;
  /** Within a transaction: keeps all of `work`'s changes, or none of them when it throws. */
  savepoint<Result>(work: () => Result): Result;
  close(): void;
}

/** @throws Error when the file cannot be used; see openStateDatabase. */
export function openStore(file: string, isShared = false): Store {
  const database = openStateDatabase(file, isShared ? sharedHostState : hostState);
  return {
    instances: instanceTable(database),
    histories: historyTable(database),
    messages: messageTable(database),
    activities: activityTable(database),
    kept: keptTable(database),
    leases: leaseTable(database),
    find: instanceQuery(database),
    transaction: (work) => inTransaction(database, work),
    savepoint: (work) => inSavepoint(database, work),
    close: () => {
      database.close();
    },
  };
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function inSavepoint<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("SAVEPOINT change");
  try {
    return work();
  } catch (error) {
    database.exec("ROLLBACK TO change");
    throw error;
  } finally {
    database.exec("RELEASE change");
  }
}

/** A random key that stays the same for the life of the file. */
export function keptKey({ kept }: Store, name: string): string {
  const known = kept.get(name);
  if (known !== null) return known;
  const key = randomBytes(32).toString("base64url");
  kept.set(name, key);
  return key;
}
