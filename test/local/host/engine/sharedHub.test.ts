import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openStore } from "../../../../local/host/store/store.ts";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("two hosts on one hub", () => {
  const directory = mkdtempSync(join(tmpdir(), "host-shared-"));
  const stateFile = join(directory, "state.sqlite");
  const sharedHub = { leaseMs: 5_000 };
  let one: HostWorld;
  let other: HostWorld;
  before(async () => {
    one = await HostWorld.start({ stateFile, sharedHub });
    other = await HostWorld.start({ stateFile, sharedHub, clock: one.clock });
  });
  after(async () => {
    await one.close();
    await other.close();
    rmSync(directory, { recursive: true });
  });

  it("run each step and each activity once, wherever clients call", async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `shared-${n}`);
    for (const [n, id] of ids.entries()) {
      const world = n % 2 === 0 ? one : other;
      assert.equal((await world.durable("POST", `orchestrators/many/${id}`, { steps: 4 })).status, 202);
    }
    await one.clock.advance(3_000);
    for (const id of ids) {
      assert.equal((await other.status(id)).output, 6, id);
      const results = one.host.historyOf(id).filter((event) => "TaskScheduledId" in event);
      assert.equal(results.length, 4, id);
    }
  });

  it("both see an event and a start that came through the other", async () => {
    assert.equal((await one.durable("POST", "orchestrators/await/across", {})).status, 202);
    assert.equal((await other.durable("POST", "orchestrators/await/across", {})).status, 409);
    await other.event("across", "go", 1);
    await one.clock.advance(1_000);
    assert.deepEqual((await one.status("across")).output, { data: 1 });
  });

  it("take over the work of one that shows no life for its lease's time", async () => {
    const dead = openStore(stateFile, true);
    const until = one.clock.now() + 5_000;
    for (const id of ["step", "call"]) assert.ok(dead.leases.take(`instance ${id}`, "dead", 0, until));
    for (const id of ["step", "call"]) await one.durable("POST", `orchestrators/many/${id}`, { steps: 1 });
    await one.clock.advance(4_000);
    assert.equal((await other.status("step")).runtimeStatus, "Pending");
    await one.clock.advance(2_000);
    assert.equal((await other.status("step")).runtimeStatus, "Completed");
    dead.close();
  });

  it("drop the result of work that another has taken over", async () => {
    const store = openStore(stateFile, true);
    const id = await one.start("call", { activity: "slow" }, "overtaken");
    const begun = () =>
      [one, other].flatMap(({ log }) => log).filter(({ message }) => message === "slow begins");
    while (begun().length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const n of store.activities.all()) {
      store.leases.removeOver(Infinity);
      assert.ok(store.leases.take(`activity ${n}`, "other", one.clock.now(), one.clock.now() + 1_000));
    }
    await one.clock.settle();
    assert.equal((await one.status(id)).runtimeStatus, "Running");
    await one.clock.advance(3_000);
    assert.equal((await one.status(id)).output, "finished");
    assert.equal(begun().length, 2);
    store.close();
  });
});
