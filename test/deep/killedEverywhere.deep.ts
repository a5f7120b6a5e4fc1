import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { freePorts } from "../support/freePorts.ts";
import { common } from "../support/world/world.ts";
import type { AlertOutcome } from "../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedCapture, SimulatedEmail } from "../support/world/simulated.ts";

/** More than a run has pieces of work: the last kills find the run already over. */
const mostPieces = 150;

interface Result {
  readonly output: AlertOutcome;
  readonly captures: readonly SimulatedCapture[];
  readonly emails: readonly SimulatedEmail[];
}

describe("kill -9 at every work item of an alert", () => {
  it("leaves one capture and one email", { timeout: 900_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), "capture-on-alert-killed-"));
    const killed = await Promise.all([everyOther(root, 1), everyOther(root, 2)]);
    await rm(root, { recursive: true, force: true });
    const count = killed.reduce((sum, some) => sum + some, 0);
    console.log(`killed at ${count} different pieces of work, each resumed to one capture and one email`);
    assert.ok(count >= 40, `only ${count} kills`);
  });
});

/**
 * Kills at every other piece from `first` on, until a run is over before its kill; how many kills there were.
 */
async function everyOther(root: string, first: number): Promise<number> {
  const ports = await freePorts(4);
  for (let killAt = first, kills = 0; ; killAt += 2, kills += 1) {
    assert.ok(killAt < mostPieces, "a run is longer than was thought");
    const directory = join(root, String(killAt));
    const alertFile = `${directory}.json`;
    await writeFile(alertFile, JSON.stringify(await common("WEB01")));
    if ((await run(directory, ports, alertFile, killAt)) !== null) return kills;
    const result = await run(directory, ports, alertFile, 0);
    assert.ok(result !== null, `the run killed at ${killAt} does not resume`);
    assert.equal(
      result.output.captures[0]?.outcome,
      "captured",
      `${killAt}: ${JSON.stringify(result.output)}`,
    );
    assert.equal(result.captures.length, 1, `${killAt}: captures`);
    assert.equal(result.emails.length, 1, `${killAt}: emails`);
    await rm(directory, { recursive: true, force: true });
  }
}

/** What the run printed; null when it was killed. */
async function run(
  directory: string,
  ports: readonly number[],
  alertFile: string,
  killAt: number,
): Promise<Result | null> {
  const script = new URL("../support/world/processes/killedRun.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, directory, ports.join(","), alertFile, String(killAt)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, exit] = await Promise.all([text(child.stdout), once(child, "exit")]);
  const [code, signal] = exit as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return null;
  assert.equal(code, 0);
  return JSON.parse(output) as Result;
}
