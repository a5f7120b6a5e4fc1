import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { PoisonablePackage } from "../../support/analysis/poisonablePackage.ts";
import { freePorts } from "../../support/freePorts.ts";
import { common } from "../../support/world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedEmail } from "../../support/world/simulated.ts";

const script = new URL("../../support/world/processes/killedRun.ts", import.meta.url).pathname;

const isAlive = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

describe("kill -9 of the host during an analysis that never ends", () => {
  it("leaves no process of the analysis, and one email, which says that it was not analyzed", async () => {
    const root = await mkdtemp(join(tmpdir(), "capture-on-alert-killed-"));
    const bundle = await PoisonablePackage.create();
    const alertFile = join(root, "alert.json");
    await writeFile(alertFile, JSON.stringify(await common("WEB01")));
    const ports = (await freePorts(4)).join(",");
    const start = () =>
      spawn(process.execPath, [script, join(root, "state"), ports, alertFile, "0", bundle.directory], {
        stdio: ["ignore", "pipe", "inherit"],
      });

    await bundle.poison("loop");
    const first = start();
    const analysis = await bundle.begun();
    const exit = once(first, "exit");
    first.kill("SIGKILL");
    await exit;
    while (isAlive(analysis)) await setTimeout(20);

    // It would be analyzed now, if its attempt were not on record.
    await bundle.poison("none");
    const second = start();
    const { output, emails } = JSON.parse(await text(second.stdout)) as {
      output: AlertOutcome;
      emails: readonly SimulatedEmail[];
    };
    const [capture] = output.captures;
    assert.deepEqual([capture?.outcome, capture?.summary, emails.length], ["captured", null, 1]);
    const hint = "The capture file was not analyzed: The app's process ended while it was analyzed";
    assert.ok(capture?.hint?.startsWith(hint), capture?.hint ?? "");
    assert.ok(emails[0]?.text.replaceAll(/\s+/g, " ").includes(hint));
    await bundle.close();
    await rm(root, { recursive: true, force: true });
  });
});
