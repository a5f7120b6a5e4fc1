import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { common, World } from "../../support/world/world.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Fires an alert and loses the message that starts its orchestration, as Azure Storage can. */
async function loseStart(stateDirectory: string, payload: unknown) {
  const world = await World.start({}, { stateDirectory });
  await world.control("PUT", "/faults", [{ path: "/virtualMachines/", status: 503 }]);
  const instance = await world.fire(payload);
  await world.control("PUT", "/faults", []);
  await world.close();
  const database = new DatabaseSync(join(stateDirectory, "orchestrations.sqlite"));
  for (const table of ["message", "history", "activity"])
    database.prepare(`DELETE FROM ${table} WHERE id = ?`).run(instance.id);
  database
    .prepare("UPDATE instance SET status = 'Pending', custom_status = NULL WHERE id = ?")
    .run(instance.id);
  database.close();
  return { instance, startAt: world.clock.now() };
}

describe("an alert whose start message is lost", () => {
  let directory: string;
  let payload: unknown;
  let lost: Awaited<ReturnType<typeof loseStart>>;
  let world: World;
  const events: Record<string, unknown>[] = [];

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "capture-on-alert-pending-"));
    payload = await common("WEB01");
    lost = await loseStart(directory, payload);
    const log = ({ message }: { message: string }) => {
      if (message.startsWith('{"event":"instance.'))
        events.push(JSON.parse(message) as Record<string, unknown>);
    };
    world = await World.start({}, { stateDirectory: directory, startAt: lost.startAt, log });
  });
  after(async () => {
    await world.close();
    rmSync(directory, { recursive: true });
  });

  const durable = async (method: string, path: string, body: unknown = null) => {
    const url = `${world.environment.url}/runtime/webhooks/durabletask/${path}`;
    const headers = { "Content-Type": "application/json" };
    const init = body === null ? { method } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(url, init);
    assert.ok(response.ok, `${method} ${path} answers ${response.status}`);
    await world.clock.settle();
    return (await response.text()) || "null";
  };
  const statusOf = async () =>
    (JSON.parse(await durable("GET", `instances/${lost.instance.id}`)) as { runtimeStatus: string })
      .runtimeStatus;

  it("stays Pending, also when the alert is delivered again", async () => {
    await world.clock.advance(4 * minuteMs);
    const again = await world.fire(payload);
    assert.deepEqual([again.id, again.outcome], [lost.instance.id, "duplicate"]);
    assert.equal(await statusOf(), "Pending");
    assert.deepEqual(events, []);
  });

  it("is logged after five minutes, once, as an error of the app", async () => {
    await world.clock.advance(4 * minuteMs);
    const { id } = lost.instance;
    const [, occurrence] = id.split("-");
    const told = {
      event: "instance.pending",
      instanceId: id,
      occurrence,
      name: "captureOnAlert",
      minutes: 5,
    };
    assert.deepEqual(events, [told]);
    await world.clock.advance(2 * hourMs);
    assert.deepEqual(events, [told]);
  });

  it("starts again by the runbook's way, in five minutes: one capture, one email", async () => {
    const path = `instances/${lost.instance.id}`;
    const { input } = JSON.parse(await durable("GET", path)) as { input: unknown };
    await durable("POST", `${path}/terminate?reason=lost`);
    assert.equal(await statusOf(), "Terminated");
    await world.clock.advance(5 * minuteMs);
    await durable("DELETE", path);
    await durable("POST", `orchestrators/captureOnAlert/${lost.instance.id}`, input);
    const { captures } = await world.outcome(await world.fire(payload));
    assert.equal(captures[0]?.outcome, "captured");
    await world.clock.advance(2 * hourMs);
    assert.equal((await world.fire(payload)).outcome, "duplicate");
    assert.equal((await world.captures()).length, 1);
    const emails = await world.emails();
    assert.deepEqual(
      emails.map(({ posts }) => posts),
      [1],
    );
  });
});

it("an alert that was pending and is delivered again after a purge is captured and reported once", async () => {
  const directory = mkdtempSync(join(tmpdir(), "capture-on-alert-pending-"));
  const payload = await common("WEB02");
  const { instance, startAt } = await loseStart(directory, payload);
  const world = await World.start({}, { stateDirectory: directory, startAt });
  try {
    const path = `${world.environment.url}/runtime/webhooks/durabletask/instances/${instance.id}`;
    await fetch(`${path}/terminate?reason=lost`, { method: "POST" });
    await world.clock.settle();
    assert.equal((await fetch(path, { method: "DELETE" })).status, 200);
    const again = await world.fire(payload);
    assert.deepEqual([again.id, again.outcome], [instance.id, "accepted"]);
    await world.outcome(again);
    await world.clock.advance(hourMs);
    assert.deepEqual([(await world.captures()).length, (await world.emails()).length], [1, 1]);
  } finally {
    await world.close();
    rmSync(directory, { recursive: true });
  }
});
