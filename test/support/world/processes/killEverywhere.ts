import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { freePorts } from "../../freePorts.ts";
import { sharedStorage } from "../sharedStorage.ts";

/** More than a run has pieces of work: the last kills find the run already over. */
const mostPieces = 1000;

/** Runs that are killed, each at another piece of work, and resumed. */
interface Kills<Result> {
  /** A script of this folder. */
  readonly script: "killedRun.ts" | "armedRun.ts";
  readonly root: string;
  /** The first piece of work at which a run is killed. */
  readonly first: number;
  /** What each run gets as a file. */
  readonly alerts: () => Promise<string>;
  readonly check: (result: Result, killAt: number) => void;
  /** See keptStorage. */
  readonly storage: string;
}

/** The file that tells of a blob storage which outlives the runs. */
export async function keptStorage(root: string): Promise<string> {
  const { tls, blob } = await sharedStorage();
  const file = join(root, "storage.json");
  await writeFile(file, JSON.stringify({ tls, endpoint: blob.endpoint }), { mode: 0o600 });
  return file;
}

/**
 * Kills at every nth piece from the first on, until a run is over before its kill; how many kills there were.
 */
export async function killEverywhere<Result>(nth: number, kills: Kills<Result>): Promise<number> {
  const { script, root, first, alerts, check, storage } = kills;
  const ports = await freePorts(4);
  for (let killAt = first, count = 0; ; killAt += nth, count += 1) {
    assert.ok(killAt < mostPieces, "a run is longer than was thought");
    const directory = join(root, String(killAt));
    const alertFile = `${directory}.json`;
    await writeFile(alertFile, await alerts());
    const env = { ...process.env, TEST_STORAGE: storage, KILLED_RUN_SITE: `killed-${randomUUID()}` };
    const again = (at: number) =>
      run<Result>(script, [directory, ports.join(","), alertFile, String(at)], env);
    if ((await again(killAt)) !== null) return count;
    const result = await again(0);
    assert.ok(result !== null, `the run killed at ${killAt} does not resume`);
    check(result, killAt);
    await rm(directory, { recursive: true, force: true });
  }
}

/** What the run printed; null when it was killed. */
async function run<Result>(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Result | null> {
  const child = spawn(process.execPath, [new URL(script, import.meta.url).pathname, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  const [output, exit] = await Promise.all([text(child.stdout), once(child, "exit")]);
  const [code, signal] = exit as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return null;
  assert.equal(code, 0);
  return JSON.parse(output) as Result;
}
