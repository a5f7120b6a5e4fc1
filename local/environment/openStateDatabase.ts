import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { errorText } from "./errorText.ts";
import { privateFile } from "./files/privateFile.ts";
import { privateFolder } from "./files/privateFolder.ts";
import { takeAccess } from "./files/takeAccess.ts";

/** A kind of state file. */
export interface DatabaseKind {
  /** Its mark in the file, SQLite's application_id. */
  readonly applicationId: number;
  readonly version: number;
  /** No other process may open the file meanwhile, not even to read. */
  readonly exclusive: boolean;
  /** How long a process waits for another's transaction; absent: not at all. */
  readonly waitMs?: number;
  /** SQL that turns an empty or unmarked file into one of this kind. */
  readonly schema: string;
  /** A table that identifies files from before files were marked. */
  readonly knownBy?: string;
}

/**
 * Opens a state file, or creates it. The operating system releases an exclusive lock when the process ends,
 * even when it is killed.
 * @throws Error when another process has the file open, when it is damaged, or when it is of another kind.
 * The file then stays as it is.
 */
export function openStateDatabase(file: string, kind: DatabaseKind): DatabaseSync {
  const isNew = file === ":memory:" || !existsSync(file) || statSync(file).size === 0;
  if (file !== ":memory:") privateFolder(dirname(file));
  if (!isNew)
    withReason(file, () => {
      check(file, kind);
    });
  if (file !== ":memory:") closeToOthers(file);
  const database = new DatabaseSync(file, { timeout: kind.waitMs ?? 0 });
  try {
    withReason(file, () => {
      prepare(database, kind);
    });
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Creates the file, if needed. SQLite gives the files beside it the mode of this one. */
function closeToOthers(file: string): void {
  privateFile(file);
  for (const end of ["", "-wal", "-shm"]) takeAccess(`${file}${end}`);
}

function prepare(database: DatabaseSync, { applicationId, version, exclusive, schema }: DatabaseKind): void {
  if (exclusive) database.exec("PRAGMA locking_mode = EXCLUSIVE");
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  database.exec("BEGIN IMMEDIATE");
  if (pragma(database, "user_version") === 0)
    database.exec(`${schema} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version};`);
  database.exec("COMMIT");
}

/** Checks a file without writing to it. @throws Error with the reason why it cannot be used. */
function check(file: string, { applicationId, version, knownBy = "" }: DatabaseKind): void {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    const found = database.prepare("PRAGMA quick_check(1)").get()?.quick_check;
    if (found !== "ok") throw new Error(`It is damaged: ${String(found)}.`);
    const mark = pragma(database, "application_id");
    const tables = database.prepare("SELECT name FROM sqlite_schema").all();
    const unmarked = tables.length === 0 || tables.some(({ name }) => name === knownBy);
    if (mark !== applicationId && !(mark === 0 && unmarked))
      throw new Error("It is another program's database.");
    const its = pragma(database, "user_version");
    if (its > version)
      throw new Error(`It has version ${its}; this program supports up to version ${version}.`);
  } finally {
    database.close();
  }
}

function pragma(database: DatabaseSync, name: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

const sqliteBusy = 5;
/** SQLite's result codes for a damaged file, and for a file that is no database. */
const sqliteDamaged: readonly unknown[] = [11, 26];

/** Whether another process has the file open. */
export const isBusy = (error: unknown): boolean => codeOf(error) === sqliteBusy;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "errcode" in error ? error.errcode : undefined;

function withReason(file: string, open: () => void): void {
  try {
    open();
  } catch (error) {
    throw new Error(`The state file ${file} cannot be used and was left unchanged. ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

function reasonOf(error: unknown): string {
  if (isBusy(error)) return "Another host is using it.";
  const reason = errorText(error);
  return sqliteDamaged.includes(codeOf(error)) ? `It is damaged: ${reason}.` : reason;
}
