import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { interruptions } from "../../support/world/interruptions.ts";
import { common, World } from "../../support/world/world.ts";

interface Event {
  readonly id: string;
  readonly data: { readonly interruption: { readonly ending: string } | null };
}

describe("notifications of an alert whose own orchestration ended", () => {
  let world: World;
  let act: ReturnType<typeof interruptions>;
  before(async () => {
    world = await World.start(
      { CAPTURE_TIME_LIMIT_SECONDS: "300", AZURE_TIMEOUT_SECONDS: "1" },
      { notifies: true },
    );
    act = interruptions(world);
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  const events = async () =>
    (await world.notifications()).flatMap(({ kind, body }) =>
      kind === "cloudevents" ? [body as Event] : [],
    );

  it("go out with its report, under the alert's own id", async () => {
    const emails = (await world.emails()).length;
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await act.terminate(instance.id);
    await act.onlyEmail(emails);
    const mine = (await events()).filter(({ id }) => id === instance.id);
    assert.equal(mine.length, 1);
    assert.equal(mine[0]?.data.interruption?.ending, "terminated");
  });

  it("are given up when it is terminated while they are retried; the email is not sent again", async () => {
    const emails = (await world.emails()).length;
    await world.control("PUT", "/faults", [{ path: "/notifications/", status: 503 }]);
    const instance = await world.fire(await common("WEB02"));
    await world.clock.runUntil(async () => (await world.emails()).length === emails + 1);
    await world.clock.advance(60_000);
    await act.terminate(instance.id);
    await world.control("PUT", "/faults", []);
    await world.clock.advance(30 * 60_000);
    assert.equal((await world.emails()).length, emails + 1);
    assert.ok(!(await events()).some(({ id }) => id === instance.id));
  });
});
