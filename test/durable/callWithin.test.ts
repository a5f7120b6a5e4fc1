import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../src/captures/outcome/refusal.ts";
import { activity } from "../../src/durable/activity.ts";
import { call } from "../../src/durable/call.ts";
import { callWithin } from "../../src/durable/callWithin.ts";
import { once } from "../../src/durable/retryPolicy.ts";
import { SteppedOrchestration } from "../support/histories/steppedOrchestration.ts";
import type { Order } from "../../local/host/replay/plan.ts";
import type { OrchestrationContext } from "durable-functions";

const slow = activity<object, object>("slow", {
  attempts: 3,
  firstSeconds: 10,
  maxSeconds: 10,
  withinSeconds: 900,
});
const report = activity<object, object>("report", once);

/** Gives a step 100 seconds, and reports its result. */
const run = (): SteppedOrchestration =>
  new SteppedOrchestration(function* (context: OrchestrationContext) {
    const result = yield* callWithin(context, slow, {}, 100);
    yield* call(context, report, result);
    return isRefusal(result) ? result.refused : result;
  });

const done = { ok: true, value: { packets: 7 } };
const fault = { ok: false, refusal: { refused: "throttled", hint: "" }, retryAfterSeconds: null };
const names = (orders: readonly Order[]) =>
  orders.map((order) => (order.kind === "timer" ? "timer" : order.name));
function named(orders: readonly Order[], name: string): Order {
  const order = orders.find((one) => names([one])[0] === name);
  assert.ok(order !== undefined, JSON.stringify(orders));
  return order;
}

describe("callWithin", () => {
  it("returns the result of a step that answers, and leaves no timer open", async () => {
    const steps = run();
    const orders = await steps.episode();
    assert.deepEqual(names(orders), ["slow", "timer"]);
    const next = await steps.episode(steps.resultOf(named(orders, "slow"), done));
    assert.deepEqual(names(next), ["report"]);
    await steps.episode(steps.resultOf(named(next, "report"), { ok: true, value: {} }));
    assert.deepEqual(steps.outcome, { kind: "ended", status: "Completed", output: '{"packets":7}' });
  });

  it("goes on without a step that does not answer in time, and ends once that has answered", async () => {
    const steps = run();
    const orders = await steps.episode();
    const next = await steps.episode(steps.resultOf(named(orders, "timer")));
    assert.deepEqual(names(next), ["report"]);
    await steps.episode(steps.resultOf(named(next, "report"), { ok: true, value: {} }));
    assert.equal(steps.outcome.kind, "open");
    await steps.episode(steps.resultOf(named(orders, "slow"), done));
    assert.deepEqual(steps.outcome, { kind: "ended", status: "Completed", output: '"deadline"' });
  });

  for (const stepFirst of [true, false])
    it(`takes the ${stepFirst ? "answer" : "timer"} when that comes first in one batch`, async () => {
      const steps = run();
      const orders = await steps.episode();
      const batch = [steps.resultOf(named(orders, "slow"), done), steps.resultOf(named(orders, "timer"))];
      const next = await steps.episode(...(stepFirst ? batch : batch.reverse()));
      await steps.episode(steps.resultOf(named(next, "report"), { ok: true, value: {} }));
      const output = stepFirst ? '{"packets":7}' : '"deadline"';
      assert.deepEqual(steps.outcome, { kind: "ended", status: "Completed", output });
    });

  it("retries faults of the step and of the host, each attempt against a timer of its own", async () => {
    const steps = run();
    const first = await steps.episode();
    const pause = await steps.episode(steps.resultOf(named(first, "slow"), fault));
    assert.deepEqual(names(pause), ["timer"]);
    const second = await steps.episode(steps.resultOf(named(pause, "timer")));
    assert.deepEqual(names(second), ["slow", "timer"]);
    const again = await steps.episode(steps.failureOf(named(second, "slow")));
    const third = await steps.episode(steps.resultOf(named(again, "timer")));
    const next = await steps.episode(steps.resultOf(named(third, "slow"), fault));
    assert.deepEqual(names(next), ["report"]);
    await steps.episode(steps.resultOf(named(next, "report"), { ok: true, value: {} }));
    assert.deepEqual(steps.outcome, { kind: "ended", status: "Completed", output: '"throttled"' });
  });

  it("cuts the wait for a retry so that it begins in time, and makes no other", async () => {
    const steps = run();
    const first = await steps.episode();
    const late = { ...fault, retryAfterSeconds: 100 };
    const pause = await steps.episode(steps.resultOf(named(first, "slow"), late));
    assert.deepEqual(names(pause), ["timer"]);
    const last = await steps.episode(steps.resultOf(named(pause, "timer")));
    assert.deepEqual(names(last), ["slow", "timer"]);
    const next = await steps.episode(steps.resultOf(named(last, "slow"), late));
    assert.deepEqual(names(next), ["report"]);
  });
});
