import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StateFolderInUse, takeStateFolder } from "../../environment/takeStateFolder.ts";
import { CommandError } from "../command/commandError.ts";

interface DemoFolder {
  readonly directory: string;
  readonly release: () => Promise<void>;
}

/** More demos at once are a mistake, and each leaves a folder. */
const most = 9;

/**
 * Takes `demo` in the state folder, or `demo-2` and so on where others are running, and empties it of what an
 * earlier one left.
 */
export function takeDemoFolder(stateDirectory: string): DemoFolder {
  for (let number = 1; number <= most; number += 1) {
    const directory = join(stateDirectory, number === 1 ? "demo" : `demo-${number}`);
    const release = tryToTake(directory);
    if (release === null) continue;
    for (const name of readdirSync(directory))
      if (name !== "lock") rmSync(join(directory, name), { recursive: true, force: true });
    return { directory, release };
  }
  throw new CommandError(
    `${most} demos are running in ${stateDirectory}.`,
    "Wait for one of them, or choose another folder with LOCAL_STATE_DIR.",
  );
}

function tryToTake(directory: string): (() => Promise<void>) | null {
  try {
    return takeStateFolder(directory);
  } catch (error) {
    if (error instanceof StateFolderInUse) return null;
    throw error;
  }
}
