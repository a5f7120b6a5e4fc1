import assert from "node:assert/strict";
import { beforeEach, describe, it, type TestContext } from "node:test";
import { KeptAnswers } from "../../../../src/functions/http/kept/keptAnswers.ts";

const from = Date.UTC(2026, 10, 26);

describe("kept answers", () => {
  let keptAnswers: KeptAnswers;
  beforeEach(() => {
    keptAnswers = new KeptAnswers();
  });

  /** A route that counts its loads. */
  const route = (size = 10, status = 200) => {
    const loads = { count: 0 };
    const load = () => {
      loads.count += 1;
      return Promise.resolve({ status, body: "x".repeat(size) });
    };
    return { loads, get: (key: string) => keptAnswers.get(key, load) };
  };

  const clockOf = (t: TestContext) => {
    t.mock.timers.enable({ apis: ["Date"], now: from });
    return t.mock.timers;
  };

  it("are loaded again after two seconds", async (t) => {
    const clock = clockOf(t);
    const { loads, get } = route();
    await get("a");
    clock.setTime(from + 1999);
    await get("a");
    assert.equal(loads.count, 1);
    clock.setTime(from + 2000);
    await get("a");
    assert.equal(loads.count, 2);
  });

  it("are loaded again when the machine's clock is set back", async (t) => {
    const clock = clockOf(t);
    const { loads, get } = route();
    await get("a");
    clock.setTime(from - 60_000);
    await get("a");
    assert.equal(loads.count, 2);
  });

  it("are loaded once for all who ask while one is made", async () => {
    const { loads, get } = route();
    await Promise.all([get("a"), get("a"), get("a"), get("b")]);
    assert.equal(loads.count, 2);
  });

  it("of errors are not kept, nor is a load that fails", async () => {
    const { loads, get } = route(10, 503);
    await get("a");
    await get("a");
    assert.equal(loads.count, 2);
    const fail = () => keptAnswers.get("b", () => Promise.reject(new Error("away")));
    await assert.rejects(fail(), /away/);
    await assert.rejects(fail(), /away/);
  });

  it("that are being made are not kept when something changes meanwhile", async () => {
    const { promise, resolve } = Promise.withResolvers<{ status: number; body: string }>();
    const early = keptAnswers.get("a", () => promise);
    keptAnswers.forget();
    const { loads, get } = route();
    await get("a");
    resolve({ status: 200, body: "older" });
    assert.equal((await early).body, "older");
    assert.equal((await get("a")).body, "x".repeat(10));
    assert.equal(loads.count, 1);
  });

  it("are at most 32, and at most eight million characters: the oldest go first", async () => {
    const small = route();
    for (let n = 0; n <= 32; n += 1) await small.get(`small ${n}`);
    await small.get("small 32");
    await small.get("small 1");
    assert.equal(small.loads.count, 33);
    await small.get("small 0");
    assert.equal(small.loads.count, 34);
    const large = route(3_000_000);
    for (const key of ["a", "b", "c", "b", "c"]) await large.get(key);
    assert.equal(large.loads.count, 3);
    await large.get("a");
    assert.equal(large.loads.count, 4);
  });

  it("are not kept under a key of unusual length", async () => {
    const { loads, get } = route();
    const key = "k".repeat(501);
    await get(key);
    await get(key);
    assert.equal(loads.count, 2);
  });
});
