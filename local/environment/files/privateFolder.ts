import { mkdirSync } from "node:fs";

/**
 * Creates a folder, and those above it that are missing, which only its owner can enter: recorded calls,
 * emails and captures are in it. A folder that is there stays as it is.
 */
export function privateFolder(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}
