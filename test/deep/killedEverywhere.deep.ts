import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { freePorts } from "../support/freePorts.ts";
import { sharedStorage } from "../support/world/sharedStorage.ts";
import { common } from "../support/world/world.ts";
import type { AlertOutcome } from "../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedCapture, SimulatedEmail } from "../support/world/simulated.ts";

/** More than a run has pieces of work: the last kills find the run already over. */
const mostPieces = 300;

interface Result {
  readonly output: AlertOutcome;
  readonly outputs: readonly AlertOutcome[];
  readonly captures: readonly SimulatedCapture[];
  readonly emails: readonly SimulatedEmail[];
}

describe("kill -9 at every work item of an alert", () => {
  it("leaves one capture and one email", { timeout: 900_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), "capture-on-alert-killed-"));
    const one = async () => JSON.stringify(await common("WEB01"));
    const check = ({ output, captures, emails }: Result, killAt: number) => {
      assert.equal(output.captures[0]?.outcome, "captured", `${killAt}: ${JSON.stringify(output)}`);
      assert.equal(captures.length, 1, `${killAt}: captures`);
      assert.equal(emails.length, 1, `${killAt}: emails`);
    };
    const killed = await Promise.all([1, 2].map((first) => everyNth(2, { root, first, alerts: one, check })));
    await rm(root, { recursive: true, force: true });
    const count = killed.reduce((sum, some) => sum + some, 0);
    console.log(`killed at ${count} different pieces of work, each resumed to one capture and one email`);
    assert.ok(count >= 40, `only ${count} kills`);
  });
});

describe("kill -9 at every third work item of two alerts on one VM", () => {
  it("leaves one capture, and each alert told in one email", { timeout: 900_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), "capture-on-alert-killed-"));
    const two = async () => JSON.stringify([await common("WEB01"), await common("WEB01")]);
    const check = ({ outputs, captures, emails }: Result, killAt: number) => {
      const told = outputs.map(({ joinedBy, reportedIn }) => [joinedBy, reportedIn]);
      const which = `${killAt}: ${JSON.stringify(told)}`;
      assert.deepEqual([captures.length, emails.length], [1, 1], which);
      assert.deepEqual(outputs.map(({ joinedBy }) => joinedBy).toSorted(), [0, 1], which);
    };
    const storage = await keptStorage(root);
    const kill = (first: number) => everyNth(6, { root, first, alerts: two, check, storage });
    const killed = await Promise.all([1, 4].map(kill));
    await rm(root, { recursive: true, force: true });
    const count = killed.reduce((sum, some) => sum + some, 0);
    console.log(`killed at ${count} different pieces of work of two alerts, each told once`);
    assert.ok(count >= 20, `only ${count} kills`);
  });
});

/** The file that tells of a blob storage which outlives the runs. */
async function keptStorage(root: string): Promise<string> {
  const { tls, blob } = await sharedStorage();
  const file = join(root, "storage.json");
  await writeFile(file, JSON.stringify({ tls, endpoint: blob.endpoint }), { mode: 0o600 });
  return file;
}

interface Kills {
  readonly root: string;
  /** The first piece of work at which a run is killed. */
  readonly first: number;
  readonly alerts: () => Promise<string>;
  readonly check: (result: Result, killAt: number) => void;
  /** See keptStorage; absent: each run has its own. */
  readonly storage?: string;
}

/**
 * Kills at every nth piece from the first on, until a run is over before its kill; how many kills there were.
 */
async function everyNth(nth: number, { root, first, alerts, check, storage }: Kills): Promise<number> {
  const ports = await freePorts(4);
  for (let killAt = first, kills = 0; ; killAt += nth, kills += 1) {
    assert.ok(killAt < mostPieces, "a run is longer than was thought");
    const directory = join(root, String(killAt));
    const alertFile = `${directory}.json`;
    await writeFile(alertFile, await alerts());
    const kept = storage !== undefined && {
      TEST_STORAGE: storage,
      KILLED_RUN_SITE: `killed-${randomUUID()}`,
    };
    const env = { ...process.env, ...kept };
    if ((await run(directory, ports, alertFile, { killAt, env })) !== null) return kills;
    const result = await run(directory, ports, alertFile, { killAt: 0, env });
    assert.ok(result !== null, `the run killed at ${killAt} does not resume`);
    check(result, killAt);
    await rm(directory, { recursive: true, force: true });
  }
}

/** What the run printed; null when it was killed. */
async function run(
  directory: string,
  ports: readonly number[],
  alertFile: string,
  { killAt, env }: { readonly killAt: number; readonly env: NodeJS.ProcessEnv },
): Promise<Result | null> {
  const script = new URL("../support/world/processes/killedRun.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, directory, ports.join(","), alertFile, String(killAt)], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  const [output, exit] = await Promise.all([text(child.stdout), once(child, "exit")]);
  const [code, signal] = exit as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return null;
  assert.equal(code, 0);
  return JSON.parse(output) as Result;
}
