import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { realClock } from "../../../local/environment/clock.ts";
import { startEnvironment } from "../../../local/environment/environment.ts";
import { freePorts } from "../../../local/environment/ports.ts";
import { appInstance } from "../../support/world/processes/appInstance.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import { common } from "../../support/world/world.ts";
import type { SimulatedCapture } from "../../support/world/simulated.ts";

const alerts = 40;
const leaseMs = 3_000;

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
  const other = await appInstance.start(join(directory, "orchestrations.sqlite"), certificate, leaseMs);
  try {
    const fire = async (_: unknown, number: number): Promise<string> => {
      const url = number % 2 === 0 ? environment.url : other.url;
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify(await common("WEB01"));
      const response = await fetch(`${url}/api/alerts`, { method: "POST", headers, body });
      assert.equal(response.status, 202);
      return ((await response.json()) as { id: string }).id;
    };
    const ids = await Promise.all(Array.from({ length: alerts }, fire));
    const codes: string[] = [];
    for (const id of ids) {
      const { captures } = await appInstance.ending(environment, id);
      codes.push(...captures.map(({ outcome, code }) => code ?? outcome));
    }
    assert.deepEqual([...new Set(codes)], ["captured"]);
    const response = await fetch(`${environment.controlUrl}/captures`);
    assert.equal(((await response.json()) as SimulatedCapture[]).length, 1);
    assert.ok(other.called.has("clearConflicts"), "the other instance has its share");
    t.diagnostic(`${alerts} alerts in two instances, 1 capture`);
  } finally {
    await appInstance.kill(other);
    await environment.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
