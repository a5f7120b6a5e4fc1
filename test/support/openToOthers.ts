import { lstat, readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/** What is in a folder, and the folder itself (""), that others than its owner may read, write or enter. */
export async function openToOthers(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory, { recursive: true });
  const paths = [directory, ...names.map((name) => join(directory, name))];
  const modes = await Promise.all(paths.map(async (path) => ({ path, mode: (await lstat(path)).mode })));
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path }) => relative(directory, path));
}
