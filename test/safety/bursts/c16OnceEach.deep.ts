import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { startHost } from "../../../local/host/host.ts";
import { randomNumbers } from "../../support/alerts/mutations.ts";
import { common, vm, World } from "../../support/world/world.ts";

const minuteMs = 60_000;
const settings = { CAPTURE_TIME_LIMIT_SECONDS: "60", CAPTURE_STORE: "guest" };
const appDirectory = new URL("../../../", import.meta.url).pathname;

/** Whether the alert was still running. */
async function terminate(world: World, id: string): Promise<boolean> {
  const url = `${world.environment.url}/runtime/webhooks/durabletask/instances/${id}/terminate?reason=x`;
  const { status } = await fetch(url, { method: "POST" });
  assert.ok(status === 202 || status === 410, `answers ${status}`);
  return status === 202;
}

const seeds = 25;

it("terminated at any moment, delivered irregularly, emails cut: one email each", async (t) => {
  let interrupted = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = randomNumbers(seed);
    const world = await World.start(settings, { realistic: seed });
    try {
      const email = ["reset", 503, "none"][Math.floor(random() * 3)];
      const fault = { path: "/emails", status: email, times: 1 + Math.floor(random() * 3) };
      if (email !== "none") await world.control("PUT", "/faults", [fault]);
      const { id } = await world.fire(await common("WEB01"));
      await world.clock.advance(Math.floor(random() * 150_000));
      if (await terminate(world, id)) interrupted += 1;
      await world.clock.advance(60 * minuteMs);
      assert.equal((await world.emails()).length, 1, `seed ${seed}`);
    } finally {
      await world.close();
    }
  }
  t.diagnostic(`${seeds} alerts, ${interrupted} of them terminated: ${seeds} emails`);
  assert.ok(interrupted > seeds / 3);
});

const alerts = 12;

it("two hosts on one hub, one of them closed on the way: one email for each of a dozen terminated alerts", async (t) => {
  const stateDirectory = mkdtempSync(join(tmpdir(), "capture-on-alert-shared-"));
  const sharedHub = { leaseMs: 5_000 };
  const world = await World.start(settings, { stateDirectory, sharedHub });
  const stateFile = join(stateDirectory, "orchestrations.sqlite");
  const log = () => undefined;
  const other = await startHost({ appDirectory, port: 0, stateFile, clock: world.clock, log, sharedHub });
  try {
    const names = Array.from({ length: alerts }, (_, n) => `SHARED${n}`);
    await world.control(
      "PUT",
      "/vms",
      names.map((name) => vm(name)),
    );
    const fired = await Promise.all(names.map(async (name) => world.fire(await common(name))));
    await world.clock.advance(20_000);
    for (const { id } of fired) await terminate(world, id);
    await world.clock.advance(2 * minuteMs);
    await other.close();
    await world.clock.advance(8 * minuteMs);
    const emails = await world.emails();
    const operations = new Set(emails.map(({ operationId }) => operationId));
    assert.deepEqual([emails.length, operations.size], [alerts, alerts]);
    t.diagnostic(`${emails.length} emails of ${alerts} terminated alerts`);
  } finally {
    await other.close();
    await world.close();
    rmSync(stateDirectory, { recursive: true });
  }
});

it("a deployment fails the alert's orchestration, and the next one that of its report: one email", async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), "capture-on-alert-twice-"));
  const reordered = new URL("../../fixtures/apps/reordered", import.meta.url).pathname;
  const first = await World.start(settings, { stateDirectory });
  await first.control("PUT", "/faults", [{ path: "/emails", status: 503 }]);
  const { id } = await first.fire(await common("WEB02"));
  await first.clock.advance(20_000);
  await terminate(first, id);
  await first.clock.advance(10 * minuteMs);
  await first.close();
  const startAt = first.clock.now();
  const next = await World.start(settings, { stateDirectory, appDirectory: reordered, startAt });
  try {
    const report = `${next.environment.url}/runtime/webhooks/durabletask/instances/report-${id}`;
    const statusOf = async () =>
      ((await (await fetch(report)).json()) as { runtimeStatus: string }).runtimeStatus;
    await next.clock.runUntil(async () => (await statusOf()) === "Failed", 60 * minuteMs);
    assert.equal((await next.emails()).length, 0);
    await next.control("PUT", "/faults", []);
    await next.clock.advance(90 * minuteMs);
    assert.equal(await statusOf(), "Completed");
    await next.clock.advance(90 * minuteMs);
    assert.equal((await next.emails()).length, 1);
  } finally {
    await next.close();
    rmSync(stateDirectory, { recursive: true });
  }
});
