import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { realClock } from "../../local/environment/clock.ts";
import { startEnvironment, type Environment } from "../../local/environment/environment.ts";
import { freePorts } from "../../local/environment/ports.ts";
import { sharedStorage } from "../support/world/sharedStorage.ts";
import { common, vm } from "../support/world/world.ts";
import type { AlertOutcome } from "../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedCapture, SimulatedEmail } from "../support/world/simulated.ts";

const alerts = 60;
const leaseMs = 3_000;
/** Long enough for the lease of whatever the killed instance held, and for the captures after it. */
const patienceMs = 120_000;
const program = new URL("../support/world/processes/appProcess.ts", import.meta.url).pathname;

interface Instance {
  readonly child: ChildProcess;
  readonly url: string;
  /** Functions that it has called. */
  readonly called: Set<string>;
}

async function startInstance(stateFile: string, certificate: string): Promise<Instance> {
  const child = spawn(process.execPath, [program, stateFile, String(leaseMs)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
  });
  const called = new Set<string>();
  const url = await new Promise<string>((resolve) => {
    createInterface(child.stdout).on("line", (line) => {
      if (line.startsWith("url ")) resolve(line.slice(4));
      else called.add(line);
    });
  });
  return { child, url, called };
}

async function post(url: string, payload: unknown): Promise<string> {
  const response = await fetch(`${url}/api/alerts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(payload),
  });
  assert.equal(response.status, 202, await response.clone().text());
  return ((await response.json()) as { id: string }).id;
}

async function ending(environment: Environment, id: string): Promise<AlertOutcome> {
  const url = `${environment.url}/runtime/webhooks/durabletask/instances/${id}`;
  for (const start = performance.now(); ;) {
    assert.ok(performance.now() - start < patienceMs, `${id} does not end`);
    const status = (await (await fetch(url)).json()) as { runtimeStatus: string; output: AlertOutcome };
    if (!["Pending", "Running"].includes(status.runtimeStatus)) {
      assert.equal(status.runtimeStatus, "Completed", id);
      return status.output;
    }
    await setTimeout(50);
  }
}

/**
 * Both instances get half of the alerts; the other one is killed in the middle of its work. Returns the ids.
 */
async function fireAndKill(environment: Environment, other: Instance, names: readonly string[]) {
  const payloads = await Promise.all(names.map((name) => common(name)));
  const ids = await Promise.all(
    payloads.map((payload, n) => post(n % 2 === 0 ? environment.url : other.url, payload)),
  );
  for (const start = performance.now(); !other.called.has("createCapture");) {
    assert.ok(performance.now() - start < patienceMs, "the other instance has no share in the work");
    await setTimeout(10);
  }
  await kill(other);
  return ids;
}

async function kill({ child }: Instance): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

it(`two instances of the app on one hub, one killed: ${alerts} of ${alerts} alerts exactly once`, async () => {
  const directory = mkdtempSync(join(tmpdir(), "capture-on-alert-shared-"));
  const storage = await sharedStorage();
  const environment = await startEnvironment({
    clock: realClock,
    stateDirectory: directory,
    outboxDirectory: join(directory, "outbox"),
    ports: freePorts,
    appDirectory: new URL("../../", import.meta.url).pathname,
    settings: { CAPTURE_TIME_LIMIT_SECONDS: "4", CAPTURE_BYTES_PER_PACKET: "128", POLL_MIN_SECONDS: "1" },
    log: () => undefined,
    storage,
    sharedHub: { leaseMs },
  });
  const certificate = join(directory, "certificate.pem");
  writeFileSync(certificate, storage.tls.cert);
  const other = await startInstance(join(directory, "orchestrations.sqlite"), certificate);
  try {
    const control = async <T>(method: string, path: string, body: unknown = null) => {
      const init = body === null ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${environment.controlUrl}${path}`, init);
      assert.ok(response.ok, await response.clone().text());
      return (response.status === 204 ? null : await response.json()) as T;
    };
    const names = Array.from({ length: alerts }, (_, n) => `SHARED${String(n).padStart(2, "0")}`);
    const vms = names.map((name) => vm(name));
    await control("PUT", "/vms", vms);
    for (const id of await fireAndKill(environment, other, names))
      assert.equal((await ending(environment, id)).captures[0]?.outcome, "captured", id);
    const captures = await control<SimulatedCapture[]>("GET", "/captures");
    const emails = await control<SimulatedEmail[]>("GET", "/emails");
    assert.deepEqual([captures.length, emails.length], [alerts, alerts]);
    console.log(`${captures.length} captures and ${emails.length} emails of ${alerts} alerts`);
  } finally {
    await kill(other);
    await environment.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
