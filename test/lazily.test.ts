import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { activityFunction } from "../src/activities/activityFunction.ts";
import { NotYet } from "../src/durable/notYet.ts";
import { lazily } from "../src/lazily.ts";

const moment = {
  input: {},
  attempt: 1,
  isLast: false,
  now: "2026-11-24T00:00:00.000Z",
  instanceId: "alert-0",
};
const silent = () => undefined;
const context = { functionName: "aStep", info: silent, warn: silent, error: silent };

describe("a part of the app that is loaded on its first use", () => {
  it("is loaded once, by callers at the same time too", async () => {
    let loads = 0;
    const part = lazily("a part", () => Promise.resolve((loads += 1)));
    assert.equal(loads, 0);
    assert.deepEqual(await Promise.all([part(), part()]), [1, 1]);
    assert.equal(await part(), 1);
  });

  it("is tried again after a failure, which every caller is told with its cause", async () => {
    let loads = 0;
    const part = lazily("a part", () =>
      (loads += 1) === 1 ? Promise.reject(new Error("no such file")) : Promise.resolve("loaded"),
    );
    const first = await Promise.allSettled([part(), part()]);
    for (const { status, reason } of first as PromiseRejectedResult[]) {
      assert.equal(status, "rejected");
      assert.ok(reason instanceof NotYet);
      assert.match(reason.message, /a part: Error: no such file/);
    }
    assert.equal(await part(), "loaded");
  });

  it("makes an activity's fault a passing one", async () => {
    const part = lazily("a part", () => Promise.reject<object>(new Error("no such file")));
    assert.deepEqual(
      await activityFunction(part, () => assert.fail("It needs no other instances."), null)(moment, context),
      {
        ok: false,
        refusal: { refused: "unexpected", hint: "The app could not load a part: Error: no such file" },
        retryAfterSeconds: null,
      },
    );
  });
});
