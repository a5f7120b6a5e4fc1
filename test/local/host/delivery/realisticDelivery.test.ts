import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { realisticDelivery } from "../../../../local/host/delivery/realisticDelivery.ts";
import { openStore } from "../../../../local/host/store/store.ts";
import { shapeOf } from "../../../support/histories/shape.ts";
import { HostWorld } from "../../../support/world/hostWorld.ts";

const ids = Array.from({ length: 1_000 }, (_, id) => id);
const instanceId = "i";
const minutes = 60_000;

describe("realistic delivery", () => {
  const delivery = realisticDelivery(7);
  const delays = (ms: number) =>
    ids.map((id) => delivery.timerAt({ instanceId, id, now: 0, fireAt: ms }) - ms);

  it("lets about a quarter of the timers fire up to a second early, and idle ones up to 6 s late", () => {
    const long = delays(minutes);
    const early = long.filter((delay) => delay < 0);
    assert.ok(early.length > 200 && early.length < 350, String(early.length));
    assert.ok(Math.min(...long) >= -980 && Math.min(...long) < -900);
    assert.ok(Math.max(...long) > 5_000 && Math.max(...long) <= 6_000);
    assert.ok(Math.max(...delays(1_000)) <= 300, "a short timer is hardly late");
    assert.ok(Math.min(...delays(100)) >= -100, "no timer fires before it exists");
  });

  it("holds most signals that come shortly before a timer, and no others", () => {
    const held = (nextTimer: number | null) =>
      ids.filter(
        (now) => delivery.signalAt({ instanceId, now, nextTimer: nextTimer && nextTimer + now }) > now,
      );
    assert.ok(held(1_000).length > 700 && held(1_000).length < 900);
    assert.deepEqual([held(2_001).length, held(null).length], [0, 0]);
  });

  it("draws the same for the same seed, in any order, and else for another", () => {
    const backwards = ids.toReversed().map((id) => delivery.timerAt({ instanceId, id, now: 0, fireAt: 0 }));
    assert.deepEqual(backwards.reverse(), delays(0));
    const other = realisticDelivery(8);
    const differs = (id: number) =>
      other.timerAt({ instanceId, id, now: 0, fireAt: minutes }) - minutes !== delays(minutes)[id];
    assert.ok(ids.slice(0, 20).filter(differs).length > 10);
  });

  it("lets some activities come twice and loses some results", () => {
    const share = (is: (taskId: number) => boolean) => ids.filter(is).length;
    const twice = share((taskId) => delivery.secondCallMs({ instanceId, taskId }) !== null);
    const lost = share((taskId) => delivery.losesResult({ instanceId, taskId }));
    assert.ok(twice > 20 && twice < 90, String(twice));
    assert.ok(lost > 1 && lost < 30, String(lost));
  });
});

describe("a host with realistic delivery", () => {
  it("fires some timers early, so that the orchestration's time is before the timer's", async () => {
    const world = await HostWorld.start({ realistic: 1 });
    const slept = await Promise.all(
      Array.from({ length: 20 }, (_, n) => world.start("sleep", { ms: minutes }, `sleeper-${n}`)),
    );
    const outputs: number[] = [];
    for (const id of slept) outputs.push(Number((await world.ending(id)).output));
    assert.ok(Math.min(...outputs) < minutes && Math.min(...outputs) >= minutes - 980);
    assert.ok(Math.max(...outputs) > minutes + 1_000);
    await world.close();
  });

  it("has a long timer whose last segment fires early go on by one more, in the library and the extension", async () => {
    const world = await HostWorld.start({ realistic: 2 });
    const ms = 7 * 86_400_000;
    const { output } = await world.ending(await world.start("sleep", { ms }, "long-2"));
    assert.ok(Number(output) >= ms);
    const fired = world.host.historyOf("long-2").filter((event) => "TimerId" in event);
    assert.equal(fired.length, 4, "one more than its three segments");
    await world.close();
  });

  it("brings an event and a timer in one episode, in either order", async () => {
    const world = await HostWorld.start({ realistic: 2 });
    const orders = new Set<string>();
    for (let n = 0; n < 12; n += 1) {
      const id = await world.start("lateAwait", {}, `late-${n}`);
      await world.clock.advance(59_500);
      await world.event(id, "go", 1);
      await world.clock.advance(10_000);
      orders.add(shapeOf(world.host.historyOf(id), id).slice(2).join(", "));
    }
    assert.ok(orders.has("EventRaised go, TimerFired #0"), [...orders].join("; "));
    assert.ok(orders.has("TimerFired #0, EventRaised go"), [...orders].join("; "));
    await world.close();
  });

  it("calls some activities twice, each result counts once, and lost results come after five minutes", async () => {
    const world = await HostWorld.start({ realistic: 2 });
    const began = world.clock.now();
    const { output } = await (async () => world.ending(await world.start("many", { steps: 40 }, "many")))();
    assert.equal(output, (40 * 39) / 2);
    assert.ok(world.clock.now() - began >= 5 * minutes, "a lost result waits for its lease");
    const results = world.host.historyOf("many").filter((event) => "TaskScheduledId" in event);
    assert.ok(results.length > 40, "a second result is in the history");
    await world.close();
  });
});

it("a realistic host calls an activity of a killed host again after five minutes, others at once", async () => {
  const directory = mkdtempSync(join(tmpdir(), "host-killed-"));
  const stateFile = join(directory, "state.sqlite");
  const begun = (world: HostWorld) => world.log.filter(({ message }) => message === "slow begins").length;
  for (const [realistic, waitMs] of [
    [9, 5 * minutes],
    [null, 0],
  ] as const) {
    const first = await HostWorld.start({ stateFile, realistic });
    const { clock } = first;
    const id = await first.start("await", {}, `waits-${waitMs}`);
    await clock.advance(1_000);
    await first.close();
    const store = openStore(stateFile);
    const executionId = store.instances.get(id)?.executionId ?? "";
    const n = store.activities.add({ instanceId: id, executionId, taskId: 9, name: "slow", input: null });
    store.leases.take(`activity ${n}`, "killed", clock.now(), clock.now() + waitMs);
    store.close();
    const second = await HostWorld.start({ stateFile, clock, realistic });
    if (waitMs > 0) {
      await clock.advance(waitMs - 1);
      assert.equal(begun(second), 0);
    }
    await clock.advance(1);
    await clock.settle();
    assert.ok(begun(second) >= 1);
    await second.close();
  }
  rmSync(directory, { recursive: true });
});
