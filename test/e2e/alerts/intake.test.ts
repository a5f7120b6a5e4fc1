import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { call } from "../../support/world/calls.ts";
import { common, sample, vmId, World } from "../../support/world/world.ts";

describe("POST /api/alerts", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());

  it("answers 202 with the Durable check-status payload", async () => {
    const response = await world.post(await common("WEB01"));
    assert.equal(response.status, 202);
    const links = (await response.json()) as Record<string, string>;
    assert.match(links.id ?? "", /^alert-[0-9a-f]{32}$/);
    assert.equal(links.outcome, "accepted");
    for (const link of ["statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri"])
      assert.ok(links[link]?.startsWith(world.environment.url), link);
    assert.equal(response.headers.get("location"), links.statusQueryGetUri);
    assert.ok(Number(response.headers.get("retry-after")) > 0);
  });

  it("answers a repeated delivery with the same instance, while it runs and after it has ended", async () => {
    const payload = await common("WEB02");
    const first = await world.fire(payload);
    const second = await world.fire(payload);
    await world.outcome(first);
    const third = await world.fire(payload);
    assert.deepEqual([first.outcome, second.outcome, third.outcome], ["accepted", "duplicate", "duplicate"]);
    assert.equal(new Set([first.id, second.id, third.id]).size, 1);
    const sessions = (await world.captures()).filter(({ target }) => target.endsWith("WEB02"));
    assert.equal(sessions.length, 1);
    assert.equal((await world.emails()).filter(({ subject }) => subject.includes("WEB02")).length, 1);
  });

  it("ignores a resolved alert", async () => {
    for (const file of ["x02-common-vm-netout-resolved", "x04-noncommon-vm-netout-deactivated"]) {
      const response = await world.post(await sample(file, "WEB01"));
      assert.equal(response.status, 200);
      const { outcome, reason } = (await response.json()) as { outcome: string; reason: string };
      assert.deepEqual([outcome, reason], ["ignored", "resolved"]);
    }
  });

  it("answers 400 with the reason to a body that is not an alert", async () => {
    for (const body of [
      "not json",
      "{}",
      "[]",
      '{"schemaId":"azureMonitorCommonAlertSchema"}',
      '"text"',
      "null",
    ]) {
      const response = await world.post(body);
      assert.equal(response.status, 400, body);
      assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/);
      const { status, detail } = (await response.json()) as { status: number; detail: string };
      assert.equal(status, 400);
      assert.ok(detail.length > 20, detail);
    }
  });

  it("answers 413 to a body larger than Azure Monitor sends", async () => {
    const response = await world.post(JSON.stringify({ padding: "x".repeat(300 * 1024) }));
    assert.equal(response.status, 413);
  });

  it("answers 503 within ten seconds when the Durable backend does not answer, and accepts the redelivery", async () => {
    const payload = await common("WEB01");
    await world.control("PUT", "/backend", { available: false });
    const refused = await Promise.all([
      call(world, "alerts", payload),
      call(world, "alerts", payload, { query: "?whatIf=true" }),
      call(world, "captures", { vmId: vmId("WEB01") }),
    ]);
    await world.control("PUT", "/backend", { available: true });
    for (const { status, headers } of refused) {
      assert.equal(status, 503);
      assert.ok(Number(headers.get("retry-after")) > 0);
    }
    const { captures } = await world.outcome(await world.fire(payload));
    assert.equal(captures[0]?.outcome, "captured");
  });
});
