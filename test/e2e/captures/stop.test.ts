import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { everyNth } from "../../support/depth.ts";
import { common, vm, World } from "../../support/world/world.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;

describe("a stop", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "3600", CAPTURE_ANALYZE_MAX_BYTES: "0" });
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  const post = async (uri: string): Promise<void> => {
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: "null" };
    assert.equal((await fetch(uri, init)).status, 202);
  };
  const raise = ({ sendEventPostUri }: Instance) => post(sendEventPostUri.replace("{eventName}", "stop"));
  const route = ({ id }: Instance) => world.app("POST", `/captures/${id}/stop`);

  /** The outcome of an alert's captures, which must come within two minutes. */
  async function soon(instance: Instance): Promise<readonly unknown[]> {
    const stoppedAt = world.clock.now();
    const { captures } = await world.outcome(instance);
    assert.ok(world.clock.now() - stoppedAt < 120_000, "it takes too long");
    assert.equal((await world.captures()).filter(({ status }) => status === "Running").length, 0);
    return captures.flatMap(({ outcome, code, stopReason }) => [outcome, code ?? stopReason]);
  }

  it("ends the capture early, as the report says", async () => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    await raise(instance);
    assert.deepEqual(await soon(instance), ["captured", "Manual"]);
    assert.match((await world.emails()).at(-1)?.text ?? "", /stopped early/i);
  });

  it("before there is a session ends the alert as skipped, told in one email", async () => {
    const before = (await world.emails()).length;
    await world.control("PUT", "/faults", [{ path: "/virtualMachines/", status: 503 }]);
    const instance = await world.fire(await common("WEB01"));
    await world.clock.advance(20_000);
    await raise(instance);
    assert.deepEqual(await soon(instance), ["skipped", "stopped"]);
    const emails = (await world.emails()).slice(before);
    assert.equal(emails.length, 1);
    assert.match(emails[0]?.subject ?? "", /capture skipped, stopped on request/);
  });

  it("while the capture is being created leaves none behind", async () => {
    await world.control("PUT", "/faults", [
      { method: "PUT", path: "/packetCaptures/", status: "reset", times: 1 },
    ]);
    const instance = await world.fire(await common("WEB01"));
    await world.clock.runUntil(async () =>
      (await world.captures()).some(({ status }) => status === "Running"),
    );
    await raise(instance);
    assert.deepEqual(await soon(instance), ["skipped", "stopped"]);
  });

  it("of a suspended instance takes effect when it is resumed", async () => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    const uri = (operation: string) =>
      instance.sendEventPostUri.replace("raiseEvent/{eventName}", operation).replace("?", "?reason=test&");
    await post(uri("suspend"));
    await raise(instance);
    await world.clock.advance(60_000);
    await post(uri("resume"));
    assert.deepEqual(await soon(instance), ["captured", "Manual"]);
  });

  for (const [how, stop] of everyNth(2, [
    ["the route", route],
    ["the event", raise],
  ] as const)) {
    it(`of an alert with two VMs by ${how} ends both captures`, async () => {
      const instance = await world.fire(await common("WEB01", "WEB02"));
      await world.clock.advance(30_000);
      await stop(instance);
      assert.deepEqual(await soon(instance), ["captured", "Manual", "captured", "Manual"]);
    });

    it(`of an alert with two VMs by ${how}, at once, leaves no capture running`, async () => {
      const instance = await world.fire(await common("WEB01", "WEB02"));
      await stop(instance);
      for (const outcome of await soon(instance))
        assert.match(String(outcome), /captured|skipped|stopped|Manual/);
    });
  }
});
