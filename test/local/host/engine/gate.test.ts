import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("while the Durable backend is unavailable", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("orchestrations stand still, and continue afterwards", async () => {
    const id = await world.start("sleep", { ms: 60_000 });
    await world.clock.settle();
    world.host.setBackendAvailable(false);
    await world.clock.advance(600_000);
    world.host.setBackendAvailable(true);
    await world.clock.settle();
    assert.equal((await world.status(id)).output, 600_000);
  });

  it("calls to it hang, and return afterwards", async () => {
    world.host.setBackendAvailable(false);
    let answered = false;
    const started = world.start("await", {}, "hanging").finally(() => {
      answered = true;
    });
    const asked = world.durable("GET", "instances/nobody").finally(() => {
      answered = true;
    });
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(answered, false);
    world.host.setBackendAvailable(true);
    assert.equal(await started, "hanging");
    assert.equal((await asked).status, 404);
  });

  it("the host still closes, and cuts hanging calls", async () => {
    const other = await HostWorld.start();
    other.host.setBackendAvailable(false);
    const hanging = assert.rejects(
      other.durable("GET", "instances/nobody").then(async (response) => {
        if (response.status >= 500) throw new Error(`${response.status}`);
        await response.text();
      }),
    );
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await other.close();
    await hanging;
  });
});
