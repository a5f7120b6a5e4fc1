import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, World } from "../../support/world/world.ts";
import type { CaptureList } from "../../../src/api/captureList.ts";
import type { CaptureView } from "../../../src/api/captureView.ts";
import type { Problem } from "../../../src/api/problem.ts";

/** As long as a function key. */
const key = "xT5p0Qe1".repeat(7);

describe("GET /api/captures and its members", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "60" });
  });
  after(() => world.close());

  const one = async (id: string) => (await world.app("GET", `/captures/${id}`)).body as CaptureView;
  const list = async (query = "") => (await world.app("GET", `/captures${query}`)).body as CaptureList;

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

  it("answer 400 to a wrong query, naming the parameter and a wrong word, but nothing that may be a key", async () => {
    for (const [query, parameter, detail] of [
      ["?Sinse=2026-11-26", "Sinse", /^There is no parameter "Sinse"\. The route has: since, top, status\.$/],
      ["?top=0", "top", /^top must be a whole number from 1 to 1000\.$/],
      ["?since=yesterday", "since", /^since must be a date or a time/],
      [
        "?status=running,Done",
        "status",
        /^status must be one or more of running, captured, failed, skipped, comma separated; "done" is none of them\.$/,
      ],
      [`?status=${key}`, "status", /comma separated\.$/],
      [`?${key}`, undefined, /^The query has an unknown parameter\. The route has/],
      ["?%3Cb%3E=1", undefined, /^The query has an unknown parameter\./],
    ] as const) {
      const { status, body } = await world.app("GET", `/captures${query}`);
      assert.equal(status, 400);
      const answer = body as Problem;
      assert.equal(answer.parameter, parameter, query);
      assert.match(answer.detail, detail);
    }
  });

  it("list those in the states that the query names", async () => {
    const failed = await world.fire(await common("NONE01"));
    await world.outcome(failed);
    const skipped = await world.fire(await common("WEB02"));
    assert.equal((await world.app("POST", `/captures/${skipped.id}/stop`)).status, 202);
    await world.outcome(skipped);
    const running = await world.fire(await common("WEB01"));
    await world.reach(running, "capturing");
    const listed = async (status: string) =>
      (await list(`?status=${status}`)).captures.map(({ id, state }) => [id, state]);
    assert.deepEqual(await listed("running"), [[running.id, "running"]]);
    assert.deepEqual(await listed("Failed"), [[failed.id, "failed"]]);
    assert.deepEqual(await listed("failed,%20skipped"), [
      [skipped.id, "skipped"],
      [failed.id, "failed"],
    ]);
    const { captures } = await list("?status=captured");
    assert.ok(captures.length > 0 && captures.every(({ vms }) => vms[0]?.outcome === "captured"));
    await world.outcome(running);
  });
});
