import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { activity } from "../../src/durable/activity.ts";
import { call } from "../../src/durable/call.ts";
import { once } from "../../src/durable/retryPolicy.ts";
import { StopSignal } from "../../src/durable/stopSignal.ts";
import { timeIn } from "../../src/durable/timerIn.ts";
import { SteppedOrchestration } from "../support/histories/steppedOrchestration.ts";
import type { Order } from "../../local/host/replay/plan.ts";
import type { OrchestrationContext } from "durable-functions";

const check = activity<object, object>("check", once);
const tenSeconds = { firstSeconds: 10, maxSeconds: 10, withinSeconds: 600 };
const stopIt = activity<object, object>("stopIt", once);

/** Polls until the signal, acts on it, and polls once more. */
const polling = (): SteppedOrchestration =>
  new SteppedOrchestration(function* (context: OrchestrationContext) {
    const stop = new StopSignal(context);
    yield* call(context, check, {}, { stop });
    while (!(yield* stop.waitUntil(timeIn(context, 10)))) yield* call(context, check, {});
    yield* call(context, stopIt, {});
    yield context.df.createTimer(timeIn(context, 10));
    return "stopped";
  });

const done = { ok: true, value: {} };
const only = (orders: readonly Order[]): Order => {
  const [order] = orders;
  assert.ok(order !== undefined && orders.length === 1, JSON.stringify(orders));
  return order;
};
const names = (orders: readonly Order[]) =>
  orders.map((order) => (order.kind === "timer" ? "timer" : order.name));

describe("StopSignal", () => {
  it("hears an event that arrives while an activity runs, at the end of that activity", async () => {
    const run = polling();
    const first = only(await run.episode());
    assert.deepEqual(names(await run.episode(run.raised("stop"))), []);
    assert.deepEqual(names(await run.episode(run.resultOf(first, done))), ["stopIt"]);
  });

  it("hears an event that arrives after a timer has fired, during the activity that follows", async () => {
    const run = polling();
    const timer = only(await run.episode(run.resultOf(only(await run.episode()), done)));
    const poll = only(await run.episode(run.resultOf(timer)));
    await run.episode(run.raised("stop"));
    assert.deepEqual(names(await run.episode(run.resultOf(poll, done))), ["stopIt"]);
  });

  for (const timerFirst of [true, false])
    it(`hears an event in one batch with a timer, ${timerFirst ? "after" : "before"} it`, async () => {
      const run = polling();
      const timer = only(await run.episode(run.resultOf(only(await run.episode()), done)));
      const batch = timerFirst
        ? [run.resultOf(timer), run.raised("stop")]
        : [run.raised("stop"), run.resultOf(timer)];
      const [next] = await run.episode(...batch);
      assert.ok(next !== undefined);
      const after = timerFirst ? await run.episode(run.resultOf(next, done)) : [next];
      assert.deepEqual(names(after), ["stopIt"]);
      const last = only(await run.episode(run.resultOf(only(after), done)));
      await run.episode(run.resultOf(last));
      assert.deepEqual(run.outcome, { kind: "ended", status: "Completed", output: '"stopped"' });
    });

  it("hears the first of several events, and does not mind the others", async () => {
    const run = polling();
    const first = only(await run.episode());
    const timer = only(await run.episode(run.resultOf(first, done)));
    const order = only(await run.episode(run.raised("stop"), run.raised("STOP"), run.raised("stop")));
    assert.deepEqual(names([order]), ["stopIt"]);
    await run.episode(run.raised("stop"), run.resultOf(timer));
    const last = only(await run.episode(run.resultOf(order, done)));
    await run.episode(run.resultOf(last), run.raised("stop"));
    assert.equal(run.outcome.kind, "ended");
  });

  it("listens during an activity that fails, which is then retried", async () => {
    const run = new SteppedOrchestration(function* (context: OrchestrationContext) {
      const patient = activity<object, object>("check", { ...tenSeconds, attempts: 2 });
      return yield* call(context, patient, {}, { stop: new StopSignal(context) });
    });
    const timer = only(await run.episode(run.failureOf(only(await run.episode()))));
    const again = only(await run.episode(run.resultOf(timer)));
    await run.episode(run.resultOf(again, done));
    assert.deepEqual(run.outcome, { kind: "ended", status: "Completed", output: "{}" });
  });

  it("keeps a call from beginning, and an attempt from being repeated", async () => {
    const run = new SteppedOrchestration(function* (context: OrchestrationContext) {
      const stop = new StopSignal(context);
      const patient = activity<object, object>("check", { ...tenSeconds, attempts: 5 });
      const first = yield* call(context, patient, {}, { stop });
      return [first, yield* call(context, stopIt, {}, { stop })];
    });
    const attempt = only(await run.episode());
    const fault = { ok: false, refusal: { refused: "throttled", hint: "" }, retryAfterSeconds: null };
    only(await run.episode(run.resultOf(attempt, fault)));
    assert.deepEqual(await run.episode(run.raised("stop")), []);
    assert.ok(run.outcome.kind === "ended");
    const results = JSON.parse(run.outcome.output ?? "") as { refused: string }[];
    assert.deepEqual(
      results.map(({ refused }) => refused),
      ["stopped", "stopped"],
    );
  });
});
