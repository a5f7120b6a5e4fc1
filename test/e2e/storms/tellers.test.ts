import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { assertTold, ofRule, outcomesOf, type Instance } from "../../support/storms/storm.ts";
import { interruptions } from "../../support/world/interruptions.ts";
import { World } from "../../support/world/world.ts";

const minuteMs = 60_000;
const refusing = { path: "/emails:send", status: 503 };

describe("an alert that has joined a capture", () => {
  let world: World;
  let act: ReturnType<typeof interruptions>;
  let sent = 0;
  let instances: Instance[] = [];
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "300" });
    act = interruptions(world);
  });
  beforeEach(async () => {
    sent = (await world.emails()).length;
    instances = [];
    for (const rule of ["leader", "second", "third"]) {
      const instance = await world.fire(await ofRule(rule, "WEB01"));
      await world.reach(instance, "capturing");
      await world.clock.advance(5000);
      instances.push(instance);
    }
  });
  afterEach(async () => {
    await world.control("PUT", "/faults", []);
    await world.clock.advance(15 * minuteMs);
  });
  after(() => world.close());

  const emails = async () => (await world.emails()).slice(sent);
  const [leader, second, third] = [0, 1, 2].map((index) => (): Instance => {
    const instance = instances[index];
    assert.ok(instance !== undefined);
    return instance;
  }) as [() => Instance, () => Instance, () => Instance];

  /** The outcomes of all but the leader, after everything has been sent. */
  async function followers() {
    const outcomes = await outcomesOf(world, [second(), third()]);
    await world.clock.advance(20 * minuteMs);
    return outcomes;
  }

  it("sends its own report when the alert that was to tell it is terminated", async () => {
    await act.terminate(leader().id);
    const outcomes = await followers();
    assert.deepEqual(
      outcomes.map(({ report, captures }) => [report?.error, captures[0]?.outcome, captures[0]?.joined]),
      [null, null].map((error) => [error, "captured", true]),
    );
    assertTold([second(), third()], outcomes, await emails());
    assert.equal((await emails()).length, 3, "the watch has reported the terminated one");
  });

  it("sends its own report when that alert's email is refused for good", async () => {
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 403, times: 1 }]);
    const outcomes = await outcomesOf(world, instances);
    assertTold(
      instances,
      outcomes.map((one) => ({ ...one, joinedBy: one.report?.error === null ? one.joinedBy : 0 })),
      await emails(),
    );
    assert.notEqual(outcomes[0]?.report?.error, null);
    assert.equal((await emails()).length, 2);
  });

  it("is told by the next one when the first has left the capture", async () => {
    await fetch(`${world.environment.url}/api/captures/${leader().id}/stop`, { method: "POST" });
    const outcomes = await outcomesOf(world, instances);
    assertTold(instances, outcomes, await emails());
    assert.deepEqual(
      outcomes.map(({ captures, joinedBy, reportedIn }) => [captures[0]?.outcome, joinedBy, reportedIn]),
      [
        ["skipped", 0, null],
        ["captured", 1, null],
        ["captured", 0, second().id],
      ],
    );
    assert.equal((await emails()).length, 2);
  });

  it("that was stopped reports itself", async () => {
    await fetch(`${world.environment.url}/api/captures/${second().id}/stop`, { method: "POST" });
    const outcomes = await outcomesOf(world, instances);
    assertTold(instances, outcomes, await emails());
    assert.equal(outcomes[1]?.captures[0]?.code, "stopped");
    assert.equal(outcomes[0]?.joinedBy, 1);
  });

  it("waits while that alert's email is tried again, and is then told there", async () => {
    await world.control("PUT", "/faults", [refusing]);
    await world.reach(leader(), "reporting");
    await world.clock.advance(30 * minuteMs);
    const { customStatus } = await world.status(second());
    assert.deepEqual(customStatus, { phase: "reporting", awaits: leader().id });
    await world.control("PUT", "/faults", []);
    const outcomes = await outcomesOf(world, instances);
    assertTold(instances, outcomes, await emails());
    assert.equal((await emails()).length, 1);
  });

  it("that is terminated while it waits is told there, and by nobody else", async () => {
    await world.control("PUT", "/faults", [refusing]);
    await world.reach(leader(), "reporting");
    await world.clock.advance(2 * minuteMs);
    await act.terminate(second().id);
    await world.clock.advance(10 * minuteMs);
    await world.control("PUT", "/faults", []);
    const [outcome] = await outcomesOf(world, [leader(), third()]);
    await world.clock.advance(90 * minuteMs);
    assert.equal(outcome?.joinedBy, 2);
    assert.equal((await emails()).length, 1);
  });

  it("that is terminated while it follows is reported by the watch, and not told there", async () => {
    await act.terminate(second().id);
    await world.clock.advance(4.5 * minuteMs);
    const [outcome] = await outcomesOf(world, [leader(), third()]);
    assert.equal(outcome?.joinedBy, 1);
    assert.equal((await emails()).length, 2);
  });

  it("is told when that alert was terminated after its email had left, and nobody knew", async () => {
    await world.control("PUT", "/faults", [
      { path: "/emails:send", status: "reset", times: 1 },
      { path: "/emails/operations", status: 503, times: 1 },
    ]);
    await world.clock.runUntil(async () => (await emails()).length > 0);
    await act.terminate(leader().id);
    const outcomes = await followers();
    assert.deepEqual(
      outcomes.map(({ reportedIn }) => reportedIn),
      [leader().id, leader().id],
    );
    assert.equal((await emails()).length, 1);
  });

  it("sends its own report when that alert was terminated before its email had left, and nobody knew", async () => {
    await world.control("PUT", "/faults", [refusing]);
    await world.reach(leader(), "reporting");
    await world.clock.advance(minuteMs);
    await act.terminate(leader().id);
    await world.control("PUT", "/faults", []);
    const outcomes = await followers();
    assertTold([second(), third()], outcomes, await emails());
    assert.equal((await emails()).length, 3);
  });

  it("sends its own report when that alert has been purged", async () => {
    await world.control("PUT", "/faults", [refusing]);
    await world.reach(leader(), "reporting");
    await act.terminate(leader().id);
    await act.purge(leader().id);
    await world.control("PUT", "/faults", []);
    const outcomes = await followers();
    assertTold([second(), third()], outcomes, await emails());
    assert.equal((await emails()).length, 2);
  });
});
