import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, World } from "../../support/world/world.ts";
import type { CaptureView } from "../../../src/functions/http/captureView.ts";

interface List {
  readonly captures: readonly CaptureView[];
  readonly truncated: boolean;
}

describe("GET /api/captures and its members", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "60" });
  });
  after(() => world.close());

  const one = async (id: string) => (await world.app("GET", `/captures/${id}`)).body as CaptureView;
  const list = async (query = "") => (await world.app("GET", `/captures${query}`)).body as List;

  it("show a running capture with its phase, percentage and VM, and an ended one with its outcome", async () => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.clock.advance(30_000);
    const running = await one(instance.id);
    assert.equal(running.status, "running");
    assert.equal(running.phase, "capturing");
    assert.ok((running.percent ?? 0) > 20, `${running.percent ?? 0} percent`);
    assert.equal(running.alert?.rule, "net-out-high");
    assert.equal(running.vms.length, 1);
    await world.outcome(instance);
    const ended = await one(instance.id);
    assert.equal(ended.status, "completed");
    assert.equal(ended.vms[0]?.outcome, "captured");
    assert.match(ended.vms[0].fileUrl ?? "", /\.cap$/);
    assert.deepEqual(ended.report?.sentTo, ["oncall@example.com"]);
  });

  it("merge the VMs of one alert, and stop every one that still runs", async () => {
    const instance = await world.fire(await common("WEB01", "WEB02"));
    await world.clock.advance(20_000);
    const { vms } = await one(instance.id);
    assert.deepEqual(
      vms.map(({ phase }) => phase),
      ["capturing", "capturing"],
    );
    const stop = await world.app("POST", `/captures/${instance.id}/stop`);
    assert.equal(stop.status, 202);
    const { captures } = await world.outcome(instance);
    assert.deepEqual(
      captures.map(({ stopReason }) => stopReason),
      ["Manual", "Manual"],
    );
  });

  it("answer 409 to a stop of an ended capture, and 404 to an unknown id", async () => {
    const { captures } = await list();
    const id = captures.find(({ status }) => status === "completed")?.id ?? "";
    assert.equal((await world.app("POST", `/captures/${id}/stop`)).status, 409);
    for (const unknown of [`alert-${"0".repeat(32)}`, "nonsense", `${id}:1`, "..%2f..%2finstances", "%3Fx"])
      assert.equal((await world.app("GET", `/captures/${unknown}`)).status, 404, unknown);
  });

  it("list the newest first, without children, up to the limit", async () => {
    const { captures, truncated } = await list();
    assert.equal(captures.length, 2);
    assert.equal(truncated, false);
    const times = captures.map(({ createdAt }) => createdAt);
    assert.deepEqual(times, times.toSorted().reverse());
    const first = await list("?top=1");
    assert.deepEqual(
      first.captures.map(({ id }) => id),
      [captures[0]?.id],
    );
    assert.equal(first.truncated, true);
    assert.equal((await list("?status=running")).captures.length, 0);
    assert.equal(
      (await list(`?since=${new Date(world.clock.now() + 1000).toISOString()}`)).captures.length,
      0,
    );
  });

  it("answer 400 to an invalid query", async () => {
    for (const query of ["?top=0", "?top=x", "?top=1001", "?since=yesterday"])
      assert.equal((await world.app("GET", `/captures${query}`)).status, 400, query);
  });
});
