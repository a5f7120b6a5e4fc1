import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, vmId, World } from "../../support/world/world.ts";

describe("captures that exist already", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_SESSION_LIMIT: "3" });
  });
  after(() => world.close());

  it("a running one of our own on the same VM is joined, and its report tells both alerts", async () => {
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const second = await world.fire(await common("WEB01"));
    const [one, other] = [await world.outcome(first), await world.outcome(second)].map(
      ({ captures }) => captures[0],
    );
    assert.equal(other?.outcome, "captured", other?.hint ?? "");
    assert.equal(other.joined, true);
    assert.equal(one?.joined, false);
    assert.equal(other.captureName, one.captureName);
    assert.equal((await world.captures()).length, 1);
    assert.equal((await world.emails()).length, 1);
  });

  it("at the session limit, only our own oldest finished ones are deleted", async () => {
    await world.createForeign("alert-WEB02", "WEB02");
    await world.run(await common("WEB02"));
    await world.run(await common("WEB02"));
    const sessions = await world.captures();
    const deleted = sessions.filter(({ deletedAt }) => deletedAt !== null);
    assert.deepEqual(
      deleted.map(({ name }) => name),
      [sessions[0]?.name],
    );
    assert.equal(sessions.filter(({ deletedAt }) => deletedAt === null).length, 3);
  });

  it("when none of our own can be deleted, the alert ends as session-limit", async () => {
    await world.control("PUT", "/vms", [
      { id: vmId("WEB01"), location: "westeurope", osType: "Windows", powerState: "running", agent: true },
    ]);
    for (let made = 0; made < 3; made += 1) await world.createForeign(`theirs-${made}`, "WEB01");
    const { capture } = await world.run(await common("WEB01"));
    assert.ok(["session-limit"].includes(capture.code ?? ""), capture.hint ?? "");
    const foreign = (await world.captures()).filter(({ name }) => !/-[0-9a-f]{16}$/.test(name));
    assert.deepEqual(
      foreign.map(({ deletedAt }) => deletedAt),
      foreign.map(() => null),
    );
  });
});
