import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vm, World } from "../../support/world/world.ts";
import type { Config } from "../../../src/config.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;
interface Payload {
  readonly data: { readonly essentials: Readonly<Record<string, unknown>> };
}

const settings = (onResolved: Config["onResolved"]) => ({
  CAPTURE_TIME_LIMIT_SECONDS: "600",
  CAPTURES_PER_HOUR: "0",
  ON_RESOLVED: onResolved,
});

/** The Resolved delivery of a firing: as recorded, all times are those of the end. */
function resolutionOf(fired: unknown, seconds = 180): Payload {
  const { data, ...rest } = fired as Payload;
  const firedAt = Date.parse(String(data.essentials.firedDateTime));
  const at = new Date(firedAt + seconds * 1000).toISOString();
  const times = { firedDateTime: at, resolvedDateTime: at };
  return {
    ...rest,
    data: { ...data, essentials: { ...data.essentials, ...times, monitorCondition: "Resolved" } },
  };
}

interface Answer {
  readonly outcome: string;
  readonly reason: string;
  readonly id?: string;
  readonly detail: string;
}

/** Delivers the end of an alert. */
async function resolve(world: World, fired: unknown, query = ""): Promise<Answer> {
  const url = `${world.environment.url}/api/alerts${query}`;
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(resolutionOf(fired)) });
  assert.equal(response.status, 200, await response.clone().text());
  const answer = (await response.json()) as Answer;
  assert.deepEqual([answer.outcome, answer.reason], ["ignored", "resolved"]);
  return answer;
}

const post = async (uri: string, data: unknown): Promise<void> => {
  const init = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(data),
  };
  assert.equal((await fetch(uri, init)).status, 202);
};

describe("an alert that resolves while ON_RESOLVED is stop", () => {
  let world: World;
  before(async () => {
    world = await World.start(settings("stop"));
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  afterEach(() => world.control("PUT", "/faults", []));
  after(async () => {
    await world.close();
    process.env.ON_RESOLVED = "";
  });

  async function firedOn(...names: string[]): Promise<{ payload: unknown; instance: Instance }> {
    const payload = await common(...names);
    return { payload, instance: await world.fire(payload) };
  }

  it("ends its capture early, told as such", async () => {
    const { payload, instance } = await firedOn("WEB01");
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    const answer = await resolve(world, payload);
    assert.equal(answer.id, instance.id);
    const resolvedFrom = world.clock.now();
    const { captures, resolvedAt } = await world.outcome(instance);
    assert.ok(world.clock.now() - resolvedFrom < 120_000, "it takes too long");
    const [capture] = captures;
    assert.deepEqual(
      [capture?.outcome, capture?.stopReason, capture?.stoppedBy],
      ["captured", "Manual", "resolved"],
    );
    assert.equal(resolvedAt, resolutionOf(payload).data.essentials.resolvedDateTime);
    const email = (await world.emails()).at(-1);
    assert.match(email?.subject ?? "", /stopped when the alert resolved/);
    assert.match(email?.text ?? "", /Resolved: .* UTC, 3 min after it fired\./);
    assert.match(email?.text ?? "", /stopped early, because the alert\s+resolved/);
    const { body } = await world.app("GET", `/captures/${instance.id}`);
    assert.equal((body as { resolvedAt: string }).resolvedAt, resolvedAt);
    const evidence = await world.app("GET", `/captures/${instance.id}/evidence`);
    assert.match(JSON.stringify(evidence.body), /"endedBy":"the alert's end"/);
  });

  it("before a session exists is skipped, in one email", async () => {
    const emails = (await world.emails()).length;
    await world.control("PUT", "/faults", [{ path: "/virtualMachines/", status: 503 }]);
    const { payload, instance } = await firedOn("WEB01");
    await world.clock.advance(5000);
    assert.equal((await resolve(world, payload)).id, instance.id);
    const [capture] = (await world.outcome(instance)).captures;
    assert.deepEqual(
      [capture?.outcome, capture?.code, capture?.stoppedBy],
      ["skipped", "stopped", "resolved"],
    );
    assert.match(capture?.hint ?? "", /resolved before/);
    assert.deepEqual((await world.emails()).slice(emails).length, 1);
    assert.match((await world.emails()).at(-1)?.subject ?? "", /the alert resolved/);
  });

  it("while its capture is being created leaves none behind", async () => {
    await world.control("PUT", "/faults", [
      { method: "PUT", path: "/packetCaptures/", status: "reset", times: 1 },
    ]);
    const { payload, instance } = await firedOn("WEB01");
    await world.clock.runUntil(async () =>
      (await world.captures()).some(({ status }) => status === "Running"),
    );
    await resolve(world, payload);
    const [capture] = (await world.outcome(instance)).captures;
    assert.deepEqual([capture?.code, capture?.stoppedBy], ["stopped", "resolved"]);
    assert.ok((await world.captures()).every(({ status }) => status !== "Running"));
  });

  it("twice, or after a person has stopped it, is told once", async () => {
    const { payload, instance } = await firedOn("WEB01");
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    await post(instance.sendEventPostUri.replace("{eventName}", "stop"), null);
    await resolve(world, payload);
    await resolve(world, payload);
    const { captures, resolvedAt } = await world.outcome(instance);
    assert.deepEqual([captures[0]?.stopReason, captures[0]?.stoppedBy], ["Manual", "person"]);
    assert.ok(resolvedAt !== null);
    const late = await resolve(world, payload);
    assert.equal(late.id, undefined);
    assert.match(late.detail, /No capture of this alert runs/);
  });

  it("of two VMs ends both captures", async () => {
    const { payload, instance } = await firedOn("WEB01", "WEB02");
    await world.clock.advance(60_000);
    assert.equal((await resolve(world, payload)).id, instance.id);
    const { captures, resolvedAt } = await world.outcome(instance);
    const ends = captures.flatMap(({ stopReason, stoppedBy }) => [stopReason, stoppedBy]);
    assert.deepEqual(ends, ["Manual", "resolved", "Manual", "resolved"]);
    assert.ok(resolvedAt !== null);
  });

  it("and has joined another alert's capture only leaves it", async () => {
    const first = await firedOn("WEB01");
    await world.reach(first.instance, "capturing");
    const second = await firedOn("WEB01");
    await world.reach(second.instance, "capturing");
    await world.clock.advance(10_000);
    await resolve(world, second.payload);
    const [left] = (await world.outcome(second.instance)).captures;
    assert.deepEqual([left?.outcome, left?.code, left?.stoppedBy], ["skipped", "stopped", "resolved"]);
    assert.match(left?.hint ?? "", /resolved, and has left/);
    const [kept] = (await world.outcome(first.instance)).captures;
    assert.deepEqual([kept?.stopReason, kept?.stoppedBy], ["TimeExceeded", null]);
  });

  it("in a dry run says what it would reach, and ends nothing", async () => {
    const { payload, instance } = await firedOn("WEB01");
    await world.reach(instance, "capturing");
    assert.equal((await resolve(world, payload, "?whatIf=true")).id, instance.id);
    const { captures, resolvedAt } = await world.outcome(instance);
    assert.deepEqual([captures[0]?.stopReason, resolvedAt], ["TimeExceeded", null]);
  });

  it("before its Fired delivery, or unknown, changes nothing", async () => {
    const payload = await common("WEB01");
    assert.equal((await resolve(world, payload)).id, undefined);
    const { outcome } = await world.run(payload);
    assert.deepEqual([outcome.captures[0]?.stopReason, outcome.resolvedAt], ["TimeExceeded", null]);
  });

  it("answers 503 while the backend does not, so that it is delivered again", async () => {
    await world.control("PUT", "/backend", { available: false });
    try {
      const response = await world.post(resolutionOf(await common("WEB01")));
      assert.equal(response.status, 503);
      assert.ok(response.headers.get("retry-after") !== null);
    } finally {
      await world.control("PUT", "/backend", { available: true });
    }
  });

  for (const data of [null, "now", { at: "yesterday", stops: "yes" }, [1], { at: 5 }])
    it(`is not disturbed by an event with the data ${JSON.stringify(data)}`, async () => {
      const { instance } = await firedOn("WEB01");
      await world.reach(instance, "capturing");
      await post(instance.sendEventPostUri.replace("{eventName}", "resolved"), data);
      const { captures, resolvedAt } = await world.outcome(instance);
      assert.deepEqual([captures[0]?.stopReason, resolvedAt], ["TimeExceeded", null]);
    });
});

describe("an alert that resolves while ON_RESOLVED is note", () => {
  it("is told with its time, and its capture runs on, whenever that is", () =>
    inWorld(settings("note"), async (world) => {
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
      for (const names of [["WEB01"], ["WEB01", "WEB02"]])
        for (const afterMs of [0, 60_000]) {
          const payload = await common(...names);
          const instance = await world.fire(payload);
          await world.clock.advance(afterMs);
          assert.equal((await resolve(world, payload)).id, instance.id);
          const { captures, resolvedAt } = await world.outcome(instance);
          const what = `${names.join()} after ${afterMs} ms`;
          assert.equal(resolvedAt, resolutionOf(payload).data.essentials.resolvedDateTime, what);
          for (const { stopReason, stoppedBy } of captures)
            assert.deepEqual([stopReason, stoppedBy], ["TimeExceeded", null], what);
          assert.match((await world.emails()).at(-1)?.text ?? "", /Resolved: /);
        }
    }));

  it("can still be stopped by a person", () =>
    inWorld(settings("note"), async (world) => {
      const payload = await common("WEB01");
      const instance = await world.fire(payload);
      await world.reach(instance, "capturing");
      await resolve(world, payload);
      await world.clock.advance(30_000);
      await world.app("POST", `/captures/${instance.id}/stop`);
      const { captures, resolvedAt } = await world.outcome(instance);
      assert.deepEqual([captures[0]?.stopReason, captures[0]?.stoppedBy], ["Manual", "person"]);
      assert.ok(resolvedAt !== null);
    }));
});

describe("an alert that resolves while ON_RESOLVED is ignore", () => {
  it("is acknowledged without a look at any capture, even when the backend does not answer", () =>
    inWorld(settings("ignore"), async (world) => {
      const payload = await common("WEB01");
      const instance = await world.fire(payload);
      await world.reach(instance, "capturing");
      await world.control("PUT", "/backend", { available: false });
      assert.equal((await resolve(world, payload)).id, undefined);
      await world.control("PUT", "/backend", { available: true });
      const { captures, resolvedAt } = await world.outcome(instance);
      assert.deepEqual([captures[0]?.stopReason, resolvedAt], ["TimeExceeded", null]);
    }));
});
