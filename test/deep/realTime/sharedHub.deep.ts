import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { realClock } from "../../../local/environment/clock.ts";
import { startEnvironment, type Environment } from "../../../local/environment/environment.ts";
import { freePorts } from "../../../local/environment/ports.ts";
import { appInstance, type AppInstance } from "../../support/world/processes/appInstance.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import { common, vm } from "../../support/world/world.ts";
import type { SimulatedCapture, SimulatedEmail } from "../../support/world/simulated.ts";

const alerts = 60;
const leaseMs = 3_000;
/** Long enough on a machine that other tests share. */
const patienceMs = 600_000;

async function post(url: string, payload: unknown): Promise<string> {
  const response = await fetch(`${url}/api/alerts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(payload),
  });
  assert.equal(response.status, 202, await response.clone().text());
  return ((await response.json()) as { id: string }).id;
}

/**
 * Both instances get half of the alerts; the other one is killed in the middle of its work. Returns the ids.
 */
async function fireAndKill(environment: Environment, other: AppInstance, names: readonly string[]) {
  const payloads = await Promise.all(names.map((name) => common(name)));
  const ids = await Promise.all(
    payloads.map((payload, n) => post(n % 2 === 0 ? environment.url : other.url, payload)),
  );
  for (const start = performance.now(); !other.called.has("createCapture");) {
    assert.ok(performance.now() - start < patienceMs, "the other instance has no share in the work");
    await setTimeout(10);
  }
  await appInstance.kill(other);
  return ids;
}

it(`two instances of the app on one hub, one killed: ${alerts} of ${alerts} alerts exactly once`, async () => {
  const directory = mkdtempSync(join(tmpdir(), "capture-on-alert-shared-"));
  const storage = await sharedStorage();
  const environment = await startEnvironment({
    clock: realClock,
    stateDirectory: directory,
    outboxDirectory: join(directory, "outbox"),
    ports: freePorts,
    appDirectory: new URL("../../../", import.meta.url).pathname,
    settings: { CAPTURE_TIME_LIMIT_SECONDS: "4", CAPTURE_BYTES_PER_PACKET: "128", POLL_MIN_SECONDS: "1" },
    log: () => undefined,
    storage,
    sharedHub: { leaseMs },
  });
  const certificate = join(directory, "certificate.pem");
  writeFileSync(certificate, storage.tls.cert);
  const other = await appInstance.start(join(directory, "orchestrations.sqlite"), certificate, leaseMs);
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
      assert.equal((await appInstance.ending(environment, id)).captures[0]?.outcome, "captured", id);
    const captures = await control<SimulatedCapture[]>("GET", "/captures");
    const emails = await control<SimulatedEmail[]>("GET", "/emails");
    assert.deepEqual([captures.length, emails.length], [alerts, alerts]);
    console.log(`${captures.length} captures and ${emails.length} emails of ${alerts} alerts`);
  } finally {
    await appInstance.kill(other);
    await environment.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
