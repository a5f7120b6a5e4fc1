import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { everyNth, isDeep } from "../../support/depth.ts";
import { common, vm, World } from "../../support/world/world.ts";

describe("an alert with several VMs", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "90", CAPTURE_STORE: "guest" });
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  after(() => world.close());

  const durable = async (method: string, path: string): Promise<void> => {
    const response = await fetch(`${world.environment.url}/runtime/webhooks/durabletask/instances/${path}`, {
      method,
    });
    assert.ok(response.ok, `${method} ${path} answers ${response.status}`);
  };

  for (const [what, lose, told] of everyNth(2, [
    [
      "terminated",
      (id: string) => durable("POST", `${id}/terminate?reason=by hand`),
      /Terminated: by hand\./,
    ],
    [
      "terminated and purged",
      async (id: string) => {
        await durable("POST", `${id}/terminate?reason=x`);
        await world.clock.settle();
        await durable("DELETE", id);
      },
      /purged/,
    ],
  ] as const))
    it(`notices within 30 seconds that one's orchestration was ${what}, and reports the other's capture`, async () => {
      const before = (await world.emails()).length;
      const instance = await world.fire(await common("WEB01", "WEB02"));
      await world.clock.advance(30_000);
      await lose(`${instance.id}:1`);
      const lostAt = world.clock.now();
      await world.clock.runUntil(async () => {
        const { customStatus } = await world.status(instance);
        return customStatus?.phase === "capturing" && "running" in customStatus && customStatus.running === 1;
      });
      assert.ok(world.clock.now() - lostAt <= 30_000, `${world.clock.now() - lostAt} ms`);
      const { captures } = await world.outcome(instance);
      assert.deepEqual(
        captures.map(({ outcome, code }) => [outcome, code]),
        [
          ["failed", "unexpected"],
          ["captured", null],
        ],
      );
      assert.match(captures[0]?.hint ?? "", told);
      const [lostTimes, times] = captures.map((capture) => capture.times);
      assert.ok(times?.acceptedAt !== null && times?.firedAt !== null);
      assert.deepEqual(
        [lostTimes?.firedAt, lostTimes?.receivedAt, lostTimes?.acceptedAt],
        [times?.firedAt, times?.receivedAt, null],
      );
      assert.equal((await world.emails()).length, before + 1);
    });

  it("shows its captures in one view, and no others in the list", async () => {
    const instance = await world.fire(await common("WEB01", "WEB02"));
    await world.clock.advance(30_000);
    const { body } = await world.app("GET", `/captures/${instance.id}`);
    const { vms } = body as { vms: { phase: string; percent: number }[] };
    assert.deepEqual(
      vms.map(({ phase }) => phase),
      ["capturing", "capturing"],
    );
    const list = (await world.app("GET", "/captures")).body as { captures: { id: string }[] };
    assert.ok(list.captures.every(({ id }) => !id.includes(":")));
    await world.outcome(instance);
  });

  it("can be stopped by the route after its own orchestration was terminated", async () => {
    const instance = await world.fire(await common("WEB01", "WEB02"));
    await world.clock.advance(30_000);
    await durable("POST", `${instance.id}/terminate?reason=x`);
    await world.clock.settle();
    assert.equal((await world.app("POST", `/captures/${instance.id}/stop`)).status, 202);
    await world.clock.runUntil(async () =>
      (await world.captures()).every(({ status }) => status !== "Running"),
    );
    await world.clock.advance(120_000);
    assert.equal((await world.app("POST", `/captures/${instance.id}/stop`)).status, 409);
  });
});

if (isDeep)
  describe("an alert with two VMs whose captures outlast a hundred looks at them", () => {
    let world: World;
    before(async () => {
      world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "2400", CAPTURE_STORE: "guest" });
    });
    after(() => world.close());

    it("goes on with an empty history, and hears a stop then too", async () => {
      const instance = await world.fire(await common("WEB01", "WEB02"));
      await world.clock.advance(1_600_000);
      const full = world.environment.historyOf(instance.id).length;
      await world.clock.advance(200_000);
      const fresh = world.environment.historyOf(instance.id).length;
      assert.ok(full > 500 && full <= 1000 && fresh < 200, `${full}, then ${fresh} events`);
      assert.equal((await world.app("POST", `/captures/${instance.id}/stop`)).status, 202);
      const stoppedAt = world.clock.now();
      const { captures } = await world.outcome(instance);
      assert.ok(world.clock.now() - stoppedAt < 120_000);
      assert.deepEqual(
        captures.map(({ stopReason }) => stopReason),
        ["Manual", "Manual"],
      );
      assert.equal((await world.emails()).length, 1);
    });
  });
