import { closeSync, existsSync, openSync } from "node:fs";

/**
 * Creates an empty file, which only its owner can read, unless it is there. A file that is there is not
 * opened: closing it again would release every lock that this process has on it, SQLite's too.
 */
export function privateFile(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
