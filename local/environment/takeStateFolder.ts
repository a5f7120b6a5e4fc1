import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isBusy } from "./openStateDatabase.ts";

/**
 * Locks a state folder for this environment, and creates it if needed. Returns a function that releases it.
 * The operating system also releases it when the process ends, even when it is killed.
 * @throws Error when another environment uses it.
 */
export function takeStateFolder(directory: string): () => Promise<void> {
  mkdirSync(directory, { recursive: true });
  // Node has no file locks of its own, and SQLite's work on every platform. The file itself stays empty.
  const lock = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `Another environment is using the state folder ${directory}. Stop it first, or choose another folder with LOCAL_STATE_DIR.`,
      { cause: error },
    );
  }
  return () => {
    lock.close();
    return Promise.resolve();
  };
}
