import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { VirtualClock } from "../../../../local/environment/virtualClock.ts";
import { parseCronSchedule } from "../../../../local/host/timers/cronSchedule.ts";
import { HostWorld } from "../../../support/world/hostWorld.ts";

const runs = (world: HostWorld): readonly unknown[] =>
  world.log
    .filter(({ category }) => category === "Function.quarterly.User")
    .map(({ message }) => JSON.parse(message) as unknown);

describe("a timer function", () => {
  it("runs by its schedule", async () => {
    const world = await HostWorld.start({ app: "schedules" });
    await world.clock.advance(31 * 60_000);
    assert.deepEqual(runs(world), [
      { isPastDue: false, next: "2026-11-23T08:15:00.000Z" },
      { isPastDue: false, next: "2026-11-23T08:30:00.000Z" },
    ]);
    await world.close();
  });

  it("catches up one run that was missed while no host ran", async () => {
    const directory = await mkdtemp(join(tmpdir(), "host-timer-"));
    const stateFile = join(directory, "state.sqlite");
    const first = await HostWorld.start({ app: "schedules", stateFile });
    await first.close();
    await first.clock.advance(50 * 60_000);
    const second = await HostWorld.start({ app: "schedules", stateFile, clock: first.clock });
    await second.clock.advance(60_000);
    assert.deepEqual(runs(second), [{ isPastDue: true, next: "2026-11-23T08:15:00.000Z" }]);
    await second.close();
    await rm(directory, { recursive: true });
  });
});

it("a timer function runs once an occurrence where two hosts share a hub", async () => {
  const directory = await mkdtemp(join(tmpdir(), "host-timer-"));
  const shared = {
    app: "schedules",
    stateFile: join(directory, "state.sqlite"),
    sharedHub: { leaseMs: 5_000 },
  };
  const clock = new VirtualClock(Date.parse("2026-11-23T08:14:55Z"));
  const one = await HostWorld.start({ ...shared, clock });
  const other = await HostWorld.start({ ...shared, clock });
  await clock.advance(10_000);
  assert.equal(runs(one).length + runs(other).length, 1);
  await one.close();
  await other.close();
  await rm(directory, { recursive: true });
});

describe("an NCRONTAB schedule", () => {
  for (const [expression, after, next] of [
    ["0 */5 * * * *", "2026-11-23T08:00:00Z", "2026-11-23T08:05:00.000Z"],
    ["*/5 * * * * *", "2026-11-23T08:00:03.2Z", "2026-11-23T08:00:05.000Z"],
    ["0 30 9 * * 1-5", "2026-11-27T10:00:00Z", "2026-11-30T09:30:00.000Z"],
    ["0 0 3 * * Sun", "2026-11-23T08:00:00Z", "2026-11-29T03:00:00.000Z"],
    ["0 0 0 1 Jan,Jul *", "2026-11-23T08:00:00Z", "2027-01-01T00:00:00.000Z"],
    ["0 0 0 29 2 *", "2026-11-23T08:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["15 3 * * *", "2026-11-23T08:00:00Z", "2026-11-24T03:15:00.000Z"],
  ] as const)
    it(`${expression} after ${after} is ${next}`, () => {
      assert.equal(new Date(parseCronSchedule(expression)(Date.parse(after))).toISOString(), next);
    });

  for (const expression of [
    "",
    "* * *",
    "60 * * * * *",
    "0 0 0 0 * *",
    "0 5-1 * * * *",
    "0 */0 * * * *",
    "0 x * * * *",
  ])
    it(`is refused: '${expression}'`, () => {
      assert.throws(() => parseCronSchedule(expression), /The schedule/);
    });
});
