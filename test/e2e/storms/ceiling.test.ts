import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { operationId } from "../../../src/report/operationId.ts";
import { isDeep } from "../../support/depth.ts";
import { assertTold, countNaming, ofRule, outcomesOf, storm } from "../../support/storms/storm.ts";
import { call } from "../../support/world/calls.ts";
import { interruptions } from "../../support/world/interruptions.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { vm, vmId, type World } from "../../support/world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";

const minuteMs = 60_000;
const { alerts, ceiling } = isDeep ? { alerts: 500, ceiling: 60 } : { alerts: 20, ceiling: 4 };

const isSkipped = ({ captures }: AlertOutcome): boolean =>
  captures.every(({ outcome, code }) => outcome === "skipped" && code === "budget");

/** One alert on one of the VMs A to F. */
async function fire(world: World, name: string): Promise<AlertOutcome> {
  return world.outcome(await world.fire(await ofRule(`on-${name}`, ...name.split("+"))));
}

const inHour = (ceilingNow: number, scenario: (world: World) => Promise<void>) => () =>
  inWorld({ CAPTURES_PER_HOUR: String(ceilingNow) }, async (world) => {
    const names = ["A", "B", "C", "D", "E", "F"];
    await world.control(
      "PUT",
      "/vms",
      names.map((name) => vm(name)),
    );
    await scenario(world);
  });

describe("CAPTURES_PER_HOUR", () => {
  it(`lets ${ceiling} of ${alerts} alerts on as many VMs capture, and a digest tells the others`, () =>
    inWorld({ CAPTURES_PER_HOUR: String(ceiling) }, async (world) => {
      const instances = await storm(world, alerts, "VMs of their own");
      const outcomes = await outcomesOf(world, instances);
      assert.equal((await world.captures()).length, ceiling);
      const skipped = outcomes.filter(isSkipped);
      assert.equal(skipped.length, alerts - ceiling);
      const [digest, ...more] = new Set(skipped.map(({ reportedIn }) => reportedIn));
      assert.ok(typeof digest === "string" && more.length === 0);
      assert.equal((await world.emails()).length, ceiling, "the digest is not due");
      await world.clock.advance(6 * minuteMs);
      const emails = await world.emails();
      assert.equal(emails.length, ceiling + 1);
      assertTold(instances, outcomes, emails);
      for (const { alert } of outcomes) assert.equal(countNaming(emails, alert?.rule ?? "-"), 1);
      const email = emails.find(({ operationId: id }) => id === operationId(digest));
      assert.equal(
        email?.subject,
        `${alerts - ceiling} alerts were not captured: more than ${ceiling} captures in an hour`,
      );
      assert.ok(email.html.length < 100 * 1024, `${email.html.length} bytes`);
    }));

  it(
    "counts captures on demand, and never refuses one",
    inHour(1, async (world) => {
      const demand = async (name: string) => {
        const { reply } = await call(world, "captures", { vmId: vmId(name) });
        return world.outcome({ ...reply });
      };
      assert.equal((await demand("A")).captures[0]?.outcome, "captured");
      assert.ok(isSkipped(await fire(world, "B")));
      assert.equal((await demand("C")).captures[0]?.outcome, "captured");
    }),
  );

  it(
    "slides: an hour after a capture another one may start",
    inHour(1, async (world) => {
      assert.equal((await fire(world, "A")).captures[0]?.outcome, "captured");
      await world.clock.advance(50 * minuteMs);
      const skipped = await fire(world, "B");
      assert.match(skipped.captures[0]?.hint ?? "", /CAPTURES_PER_HOUR is 1/);
      await world.clock.advance(11 * minuteMs);
      assert.equal((await fire(world, "C")).captures[0]?.outcome, "captured");
    }),
  );

  it(
    "of 0 is no ceiling",
    inHour(0, async (world) => {
      for (const name of ["A", "B", "C"])
        assert.equal((await fire(world, name)).captures[0]?.outcome, "captured");
    }),
  );

  it(
    "leaves an alert of which one VM was captured its own report",
    inHour(1, async (world) => {
      const { captures, report, reportedIn } = await fire(world, "A+B");
      assert.deepEqual(captures.map(({ outcome }) => outcome).toSorted(), ["captured", "skipped"]);
      assert.equal(report?.error, null);
      assert.equal(reportedIn, null);
    }),
  );
});

describe("a digest", () => {
  it(
    "goes out five minutes after its first alert, and the next one not before an hour has passed",
    inHour(1, async (world) => {
      await fire(world, "A");
      const first = await fire(world, "B");
      await world.clock.advance(4 * minuteMs);
      const second = await fire(world, "C");
      assert.equal(second.reportedIn, first.reportedIn);
      await world.clock.advance(2 * minuteMs);
      assert.equal((await world.emails()).length, 2);
      const third = await fire(world, "D");
      assert.notEqual(third.reportedIn, first.reportedIn);
      await world.clock.advance(50 * minuteMs);
      assert.equal((await world.emails()).length, 2);
      await world.clock.advance(10 * minuteMs);
      const emails = await world.emails();
      assert.equal(emails.length, 3);
      for (const name of ["A", "B", "C", "D"]) assert.equal(countNaming(emails, `on-${name}`), 1, name);
    }),
  );

  it(
    "that was terminated is sent all the same, by the watch",
    inHour(1, async (world) => {
      await fire(world, "A");
      const { reportedIn } = await fire(world, "B");
      await interruptions(world).terminate(reportedIn ?? "");
      const next = await fire(world, "C");
      assert.notEqual(next.reportedIn, reportedIn, "nobody enters one that has ended");
      await world.clock.advance(140 * minuteMs);
      const emails = await world.emails();
      for (const name of ["A", "B", "C"]) assert.equal(countNaming(emails, `on-${name}`), 1, name);
      assert.equal(emails.length, 3);
    }),
  );

  it(
    "whose email is refused for a while is sent once",
    inHour(1, async (world) => {
      await fire(world, "A");
      await fire(world, "B");
      await world.control("PUT", "/faults", [
        { path: "/emails:send", status: 503, times: 2 },
        { path: "/emails:send", status: "reset", times: 1 },
      ]);
      await world.clock.advance(30 * minuteMs);
      const emails = await world.emails();
      assert.equal(emails.length, 2);
      assert.equal(countNaming(emails, "on-B"), 1);
    }),
  );

  it(
    "is shown to who asks for its status by its id",
    inHour(1, async (world) => {
      await fire(world, "A");
      const { reportedIn } = await fire(world, "B");
      const { status, body } = await world.app("GET", `/captures/${reportedIn ?? ""}/status`);
      assert.equal(status, 202);
      assert.equal((body as { customStatus: { phase: string } }).customStatus.phase, "collecting");
      const listed = (await world.app("GET", "/captures")).body as { captures: { id: string }[] };
      assert.ok(!listed.captures.some(({ id }) => id === reportedIn));
    }),
  );
});
