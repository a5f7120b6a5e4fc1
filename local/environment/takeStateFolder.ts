import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { privateFile } from "./files/privateFile.ts";
import { privateFolder } from "./files/privateFolder.ts";
import { takeAccess } from "./files/takeAccess.ts";
import { isBusy } from "./openStateDatabase.ts";

/** Another environment holds the lock of a state folder. */
export class StateFolderInUse extends Error {
  override readonly name = "StateFolderInUse" as const;

  constructor(directory: string, options?: ErrorOptions) {
    super(
      `Another environment is using the state folder ${directory}. Stop it first, or choose another folder with LOCAL_STATE_DIR.`,
      options,
    );
  }
}

/** What the environment, the demo and an Azurite of `npm run start:func` keep in a state folder. */
const ours =
  /^(?:lock|blobs|demo(?:-\d+)?|outbox|azurite|(?:azure|orchestrations)\.sqlite(?:-wal|-shm|-journal)?)$/;

/**
 * Locks a state folder for this environment, and creates it if needed. Nobody but its owner can read what is
 * in it then, however it was before. Returns a function that releases it.
 * The operating system also releases it when the process ends, even when it is killed.
 * @throws StateFolderInUse when another environment uses it.
 */
export function takeStateFolder(directory: string): () => Promise<void> {
  privateFolder(directory);
  // Node has no file locks of its own, and SQLite's work on every platform. The file itself stays empty.
  const file = join(directory, "lock");
  privateFile(file);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new StateFolderInUse(directory, { cause: error });
  }
  closeToOthers(directory);
  return () => {
    lock.close();
    return Promise.resolve();
  };
}

/** The folder as a whole, unless somebody has other things in it. */
function closeToOthers(directory: string): void {
  const names = readdirSync(directory);
  if (names.every((name) => ours.test(name))) takeAccess(directory);
  else for (const name of names.filter((one) => ours.test(one))) takeAccess(join(directory, name));
}
