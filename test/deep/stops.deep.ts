import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createRandom } from "../../local/traffic/random.ts";
import { common, vm, World } from "../support/world/world.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;

const atOnce = 25;
const stops = 2_000;
const lostChildren = 100;
const names = Array.from({ length: atOnce }, (_, index) => `M${index}`);
const seed = process.env.SEED ?? String(Date.now());

const settings = {
  CAPTURE_TIME_LIMIT_SECONDS: "1800",
  CAPTURE_STORE: "guest",
  CAPTURE_SESSION_LIMIT: "10000",
};

/** An alert whose rule asks for a short capture. */
async function short(...vms: string[]): Promise<unknown> {
  const payload = (await common(...vms)) as { data: object };
  const customProperties = { captureTimeLimitSeconds: "120" };
  return { ...payload, data: { ...payload.data, customProperties } };
}

/** Every stop and every lost orchestration, at moments that a seed determines. */
describe(`a real host's irregularities (SEED=${seed})`, () => {
  const random = createRandom(seed);
  let world: World;
  before(async () => {
    world = await World.start(settings, { realistic: random.integer(0, 2 ** 31) });
    await world.control(
      "PUT",
      "/vms",
      names.map((name) => vm(name, { traffic: "ordinary" })),
    );
  });
  after(() => world.close());

  const durable = async (path: string): Promise<number> => {
    const uri = `${world.environment.url}/runtime/webhooks/durabletask/instances/${path}`;
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: "null" };
    const { status } = await fetch(uri, init);
    await world.clock.settle();
    return status;
  };

  /** Does something for each instance at a moment of its own, in the order of the moments. */
  async function atMoments(
    instances: readonly Instance[],
    withinMs: number,
    act: (instance: Instance) => Promise<void>,
  ): Promise<void> {
    const began = world.clock.now();
    const moments = instances
      .map((instance) => ({ instance, at: random.integer(0, withinMs) }))
      .sort((one, other) => one.at - other.at);
    for (const { instance, at } of moments) {
      await world.clock.advance(Math.max(0, began + at - world.clock.now()));
      await act(instance);
    }
  }

  it(`${stops} stops at random moments: every one ends its capture`, async (t) => {
    const ends: Record<string, number> = {};
    for (let done = 0; done < stops; done += atOnce) {
      const instances = await Promise.all(names.map(async (name) => world.fire(await common(name))));
      await atMoments(instances, 90_000, async ({ id }) => {
        assert.equal(await durable(`${id}/raiseEvent/stop`), 202);
      });
      await world.clock.advance(400_000);
      for (const instance of instances) {
        const { runtimeStatus, output } = await world.status(instance);
        assert.equal(runtimeStatus, "Completed", `${instance.id} has not ended`);
        const [capture] = output?.captures ?? [];
        const end = `${capture?.outcome ?? ""} ${capture?.code ?? capture?.stopReason ?? ""}`;
        ends[end] = (ends[end] ?? 0) + 1;
      }
    }
    t.diagnostic(JSON.stringify(ends));
    const heard = (ends["captured Manual"] ?? 0) + (ends["skipped stopped"] ?? 0);
    assert.equal(heard, stops, JSON.stringify(ends));
    assert.equal((await world.emails()).length, stops);
    assert.ok((await world.captures()).every(({ status }) => status !== "Running"));
  });

  it(`${lostChildren} terminated orchestrations of one of two VMs: one email each, with the other's capture`, async () => {
    const before = (await world.emails()).length;
    for (let done = 0; done < lostChildren; done += 10) {
      const instances = await Promise.all(
        Array.from({ length: 10 }, async (_, index) =>
          world.fire(await short(names[index * 2] ?? "", names[index * 2 + 1] ?? "")),
        ),
      );
      // Within this time the orchestrations of the VMs exist.
      await world.clock.advance(10_000);
      await atMoments(instances, 90_000, async ({ id }) => {
        assert.equal(await durable(`${id}:1/terminate?reason=random`), 202);
      });
      await world.clock.advance(600_000);
      for (const instance of instances) {
        const { captures } = await world.outcome(instance);
        assert.deepEqual(
          captures.map(({ code }) => code),
          ["unexpected", null],
        );
      }
    }
    assert.equal((await world.emails()).length - before, lostChildren);
  });
});
