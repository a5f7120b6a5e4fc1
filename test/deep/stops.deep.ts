import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom, type Random } from "../../local/traffic/random.ts";
import { common, vm, World } from "../support/world/world.ts";

const atOnce = 25;
const stops = 1_000;
const lostChildren = 60;
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

/** A world of its own, because each capture makes the lists of sessions longer for the next. */
async function inFreshWorld(random: Random, scenario: (world: World) => Promise<void>): Promise<void> {
  const world = await World.start(settings, { realistic: random.integer(0, 2 ** 31) });
  try {
    await world.control(
      "PUT",
      "/vms",
      names.map((name) => vm(name, { traffic: "exfiltration" })),
    );
    await scenario(world);
  } finally {
    await world.close();
  }
}

async function post(world: World, path: string): Promise<void> {
  const uri = `${world.environment.url}/runtime/webhooks/durabletask/instances/${path}`;
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: "null" };
  assert.equal((await fetch(uri, init)).status, 202);
  await world.clock.settle();
}

/** Does something for each instance at a moment of its own, in the order of the moments. */
async function atMoments(
  world: World,
  moments: readonly { readonly id: string; readonly at: number }[],
  pathOf: (id: string) => string,
): Promise<void> {
  const began = world.clock.now();
  for (const { id, at } of moments.toSorted((one, other) => one.at - other.at)) {
    await world.clock.advance(Math.max(0, began + at - world.clock.now()));
    await post(world, pathOf(id));
  }
}

/** Every stop and every lost orchestration, at moments that a seed determines. */
describe(`under the irregularities of a real host (SEED=${seed})`, () => {
  const random = createRandom(seed);
  const moment = ({ id }: { readonly id: string }) => ({ id, at: random.integer(0, 30_000) });

  it(`each of ${stops} stops at random moments ends its capture`, async (t) => {
    const ends: Record<string, number> = {};
    for (let done = 0; done < stops; done += atOnce)
      await inFreshWorld(random, async (world) => {
        const instances = await Promise.all(names.map(async (name) => world.fire(await common(name))));
        await atMoments(world, instances.map(moment), (id) => `${id}/raiseEvent/stop`);
        for (const instance of instances) {
          const [capture] = (await world.outcome(instance)).captures;
          const end = `${capture?.outcome ?? ""} ${capture?.code ?? capture?.stopReason ?? ""}`;
          ends[end] = (ends[end] ?? 0) + 1;
        }
        assert.equal((await world.emails()).length, atOnce);
        assert.ok((await world.captures()).every(({ status }) => status !== "Running"));
      });
    t.diagnostic(JSON.stringify(ends));
    const heard = (ends["captured Manual"] ?? 0) + (ends["skipped stopped"] ?? 0);
    assert.equal(heard, stops, JSON.stringify(ends));
  });

  it(`each of ${lostChildren} alerts leads to one email after the orchestration of one of its VMs was terminated`, async () => {
    const alerts = 10;
    for (let done = 0; done < lostChildren; done += alerts)
      await inFreshWorld(random, async (world) => {
        const instances = await Promise.all(
          Array.from({ length: alerts }, async (_, index) =>
            world.fire(await short(names[index * 2] ?? "", names[index * 2 + 1] ?? "")),
          ),
        );
        // Within this time the orchestrations of the VMs exist.
        await world.clock.advance(10_000);
        await atMoments(world, instances.map(moment), (id) => `${id}:1/terminate?reason=random`);
        for (const instance of instances) {
          const { captures } = await world.outcome(instance);
          assert.deepEqual(
            captures.map(({ code }) => code),
            ["unexpected", null],
          );
        }
        assert.equal((await world.emails()).length, alerts);
      });
  });
});
