import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, World } from "../../support/world/world.ts";
import type { CaptureList } from "../../../src/api/captureList.ts";
import type { CaptureView } from "../../../src/api/captureView.ts";

describe("the answers about captures", () => {
  let world: World;
  let id = "";
  before(async () => {
    world = await World.start();
    const instance = await world.fire(await common("WEB01"));
    await world.outcome(instance);
    id = instance.id;
  });
  after(() => world.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${world.environment.url}/api${path}`, { headers });

  for (const [what, path] of [
    ["the list", () => "/captures?top=5"],
    ["one capture", () => `/captures/${id}`],
  ] as const) {
    it(`${what}: have a strong ETag, under which they are a 304 without a body until they change`, async () => {
      const first = await get(path());
      const etag = first.headers.get("etag") ?? "";
      assert.match(etag, /^"[\w-]{20,}"$/);
      assert.equal(first.headers.get("cache-control"), "private, no-cache");
      assert.equal(first.headers.get("content-type"), "application/json");
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
        const again = await get(path(), { "If-None-Match": known });
        assert.deepEqual([again.status, await again.text()], [304, ""], known);
        assert.equal(again.headers.get("etag"), etag);
      }
      assert.equal((await get(path(), { "If-None-Match": '"other"' })).status, 200);
    });
  }

  it("are kept for two seconds for all viewers, whatever key is in their query", async () => {
    const list = () => get(`/captures?top=7&code=${Math.random()}`).then((answer) => answer.json());
    const first = (await list()) as CaptureList;
    // While the backend is away, only kept answers can be given.
    await world.control("PUT", "/backend", { available: false });
    const viewers = await Promise.all([list(), list(), list()]);
    await world.control("PUT", "/backend", { available: true });
    for (const seen of viewers) assert.deepEqual(seen, first);
  });

  it("are other answers for another query", async () => {
    const counts = await Promise.all(
      ["?top=1", "?top=1&status=running", "?TOP=1&status=captured"].map(
        async (query) => ((await (await get(`/captures${query}`)).json()) as CaptureList).captures.length,
      ),
    );
    assert.deepEqual(counts, [1, 0, 1]);
  });

  it("show a start, a step and a stop of this app at once", async () => {
    const newest = async () => ((await (await get("/captures?top=1")).json()) as CaptureList).captures[0];
    const one = async (of: string) => (await (await get(`/captures/${of}`)).json()) as CaptureView;
    assert.equal((await newest())?.id, id);
    const started = await world.fire(await common("WEB02"));
    assert.equal((await newest())?.id, started.id);
    await world.reach(started, "capturing");
    assert.equal((await one(started.id)).phase, "capturing");
    const stop = await world.app("POST", `/captures/${started.id}/stop`);
    assert.equal(stop.status, 202);
    await world.outcome(started);
    const { status, vms } = await one(started.id);
    assert.deepEqual([status, vms[0]?.stopReason], ["completed", "Manual"]);
  });

  it("are not kept when they are errors", async () => {
    const unknown = `alert-${"0".repeat(32)}`;
    const missing = await get(`/captures/${unknown}`);
    assert.deepEqual([missing.status, missing.headers.get("etag")], [404, null]);
    const wrong = await get("/captures?top=0");
    assert.deepEqual([wrong.status, wrong.headers.get("cache-control")], [400, null]);
  });
});
