import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { keptStorage, killEverywhere } from "../support/world/processes/killEverywhere.ts";
import { common } from "../support/world/world.ts";
import type { AlertOutcome } from "../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedCapture, SimulatedEmail } from "../support/world/simulated.ts";

interface Result {
  readonly output: AlertOutcome;
  readonly outputs: readonly AlertOutcome[];
  readonly captures: readonly SimulatedCapture[];
  readonly emails: readonly SimulatedEmail[];
}

const script = "killedRun.ts";

describe("kill -9 at every work item of an alert", () => {
  it("leaves one capture and one email", { timeout: 1_800_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), "capture-on-alert-killed-"));
    const alerts = async () => JSON.stringify(await common("WEB01"));
    const check = ({ output, captures, emails }: Result, killAt: number) => {
      assert.equal(output.captures[0]?.outcome, "captured", `${killAt}: ${JSON.stringify(output)}`);
      assert.equal(captures.length, 1, `${killAt}: captures`);
      assert.equal(emails.length, 1, `${killAt}: emails`);
    };
    const storage = await keptStorage(root);
    const kill = (first: number) =>
      killEverywhere<Result>(2, { script, root, first, alerts, check, storage });
    const killed = await Promise.all([1, 2].map(kill));
    await rm(root, { recursive: true, force: true });
    const count = killed.reduce((sum, some) => sum + some, 0);
    console.log(`killed at ${count} different pieces of work, each resumed to one capture and one email`);
    assert.ok(count >= 40, `only ${count} kills`);
  });
});

describe("kill -9 at every third work item of two alerts on one VM", () => {
  it("leaves one capture, and each alert told in one email", { timeout: 1_800_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), "capture-on-alert-killed-"));
    const alerts = async () => JSON.stringify([await common("WEB01"), await common("WEB01")]);
    const check = ({ outputs, captures, emails }: Result, killAt: number) => {
      const told = outputs.map(({ joinedBy, reportedIn }) => [joinedBy, reportedIn]);
      const which = `${killAt}: ${JSON.stringify(told)}`;
      assert.deepEqual([captures.length, emails.length], [1, 1], which);
      assert.deepEqual(outputs.map(({ joinedBy }) => joinedBy).toSorted(), [0, 1], which);
    };
    const storage = await keptStorage(root);
    const kill = (first: number) =>
      killEverywhere<Result>(6, { script, root, first, alerts, check, storage });
    const killed = await Promise.all([1, 4].map(kill));
    await rm(root, { recursive: true, force: true });
    const count = killed.reduce((sum, some) => sum + some, 0);
    console.log(`killed at ${count} different pieces of work of two alerts, each told once`);
    assert.ok(count >= 20, `only ${count} kills`);
  });
});
