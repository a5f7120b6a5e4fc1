import { chmodSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

const others = 0o077;

/**
 * Takes a file or a folder, with everything in it, from everyone but its owner. Links are not followed, and
 * what belongs to somebody else, or is not there, stays as it is.
 */
export function takeAccess(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() && !found?.isDirectory()) return;
  if (found.uid !== (process.getuid?.() ?? found.uid)) return;
  if ((found.mode & others) !== 0) chmodSync(path, found.mode & 0o7777 & ~others);
  if (found.isDirectory()) for (const name of readdirSync(path)) takeAccess(join(path, name));
}
