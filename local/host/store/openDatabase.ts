import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { applicationId, schema, schemaVersion } from "./schema.ts";

/**
 * Opens the state file for this process alone, and makes it when there is none. The operating system drops the lock
 * when the process ends, however it ends.
 * @throws Error when another host has it open, or when it is not a file of this host; the file stays as it is then.
 */
export function openDatabase(file: string): DatabaseSync {
  const isNew = file === ":memory:" || !existsSync(file) || statSync(file).size === 0;
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  if (!isNew)
    explaining(file, () => {
      checkOurs(file);
    });
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    explaining(file, () => {
      prepare(database);
    });
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function prepare(database: DatabaseSync): void {
  database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  database.exec("BEGIN IMMEDIATE");
  if (numberOf(database, "user_version") === 0)
    database.exec(
      `${schema} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion};`,
    );
  database.exec("COMMIT");
}

function checkOurs(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    const ours = numberOf(database, "application_id") === applicationId;
    const empty = database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
    if (!ours && !empty) throw new Error("It is another program's database.");
    const version = numberOf(database, "user_version");
    if (version > schemaVersion)
      throw new Error(`It has version ${version}; this host knows ${schemaVersion}.`);
  } finally {
    database.close();
  }
}

function numberOf(database: DatabaseSync, pragma: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}

const sqliteBusy = 5;

function explaining(file: string, open: () => void): void {
  try {
    open();
  } catch (error) {
    const busy = error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
    const reason = busy
      ? "Another host is using it."
      : error instanceof Error
        ? error.message
        : String(error);
    throw new Error(`The state file ${file} cannot be used. ${reason}`, { cause: error });
  }
}
