import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isBusy } from "./openStateDatabase.ts";

/**
 * Takes a state folder for this environment alone, and makes it when there is none; returns its release. The operating
 * system releases it too when the process ends, however it ends.
 * @throws Error when another environment has it.
 */
export function takeStateFolder(directory: string): () => Promise<void> {
  mkdirSync(directory, { recursive: true });
  // SQLite's locks are the ones that Node offers on every platform; the file itself stays empty.
  const lock = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `Another environment is using the state folder ${directory}: end that one first, or choose another folder with LOCAL_STATE_DIR.`,
      { cause: error },
    );
  }
  return () => {
    lock.close();
    return Promise.resolve();
  };
}
