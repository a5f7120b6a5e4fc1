import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { realClock } from "../../../local/environment/clock.ts";
import { startEnvironment } from "../../../local/environment/environment.ts";
import { freePorts } from "../../../local/environment/ports.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import { common } from "../../support/world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedCapture } from "../../support/world/simulated.ts";

const alerts = 40;
const leaseMs = 3_000;
const patienceMs = 180_000;
const program = new URL("../../support/world/processes/appProcess.ts", import.meta.url).pathname;

it(`two instances of the app on one hub: ${alerts} alerts at once on one VM make one capture`, async (t) => {
  const directory = mkdtempSync(join(tmpdir(), "capture-on-alert-burst-"));
  const storage = await sharedStorage();
  const environment = await startEnvironment({
    clock: realClock,
    stateDirectory: directory,
    outboxDirectory: join(directory, "outbox"),
    ports: freePorts,
    appDirectory: new URL("../../../", import.meta.url).pathname,
    settings: {
      CAPTURE_TIME_LIMIT_SECONDS: "30",
      CAPTURE_STORE: "guest",
      POLL_MIN_SECONDS: "2",
      WEBSITE_SITE_NAME: directory.replaceAll("/", ""),
    },
    log: () => undefined,
    storage,
    sharedHub: { leaseMs },
  });
  const certificate = join(directory, "certificate.pem");
  writeFileSync(certificate, storage.tls.cert);
  const other = spawn(
    process.execPath,
    [program, join(directory, "orchestrations.sqlite"), String(leaseMs)],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
    },
  );
  const called = new Set<string>();
  const otherUrl = await new Promise<string>((resolve, reject) => {
    other.once("exit", (code) => {
      reject(new Error(`The other instance ended with ${String(code)}.`));
    });
    createInterface(other.stdout).on("line", (line) => {
      if (line.startsWith("url ")) resolve(line.slice(4));
      else called.add(line);
    });
  });
  try {
    const fire = async (_: unknown, number: number): Promise<string> => {
      const url = number % 2 === 0 ? environment.url : otherUrl;
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify(await common("WEB01"));
      const response = await fetch(`${url}/api/alerts`, { method: "POST", headers, body });
      assert.equal(response.status, 202);
      return ((await response.json()) as { id: string }).id;
    };
    const ids = await Promise.all(Array.from({ length: alerts }, fire));
    const codes: string[] = [];
    for (const id of ids) {
      const url = `${environment.url}/runtime/webhooks/durabletask/instances/${id}`;
      for (const begun = performance.now(); ;) {
        await setTimeout(200);
        assert.ok(performance.now() - begun < patienceMs, `${id} does not end`);
        const status = (await (await fetch(url)).json()) as { runtimeStatus: string; output: AlertOutcome };
        if (["Pending", "Running"].includes(status.runtimeStatus)) continue;
        codes.push(...status.output.captures.map(({ outcome, code }) => code ?? outcome));
        break;
      }
    }
    assert.deepEqual([...new Set(codes)], ["captured"]);
    const response = await fetch(`${environment.controlUrl}/captures`);
    assert.equal(((await response.json()) as SimulatedCapture[]).length, 1);
    assert.ok(called.has("clearConflicts"), "the other instance has its share");
    t.diagnostic(`${alerts} alerts in two instances, 1 capture`);
  } finally {
    if (other.exitCode === null) {
      const exit = once(other, "exit");
      other.kill("SIGKILL");
      await exit;
    }
    await environment.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
