import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../src/captures/outcome/refusal.ts";
import { activity } from "../../src/durable/activity.ts";
import { call } from "../../src/durable/call.ts";
import { timerIn } from "../../src/durable/timerIn.ts";
import { together, type Strand } from "../../src/durable/together.ts";
import { randomNumbers } from "../support/alerts/mutations.ts";
import { SteppedOrchestration } from "../support/histories/steppedOrchestration.ts";
import type { Order } from "../../local/host/replay/plan.ts";
import type { OrchestrationContext } from "durable-functions";

const policy = { attempts: 3, firstSeconds: 10, maxSeconds: 1000, withinSeconds: 9000 };
type Call = (name: string, seconds?: number) => Strand<string>;

/** Calls an activity, retried after so many seconds, and returns what it answers. */
const caller = (context: OrchestrationContext): Call =>
  function* (name, firstSeconds = 10) {
    const result = yield* call(
      context,
      activity<object, { said: string }>(name, { ...policy, firstSeconds }),
      {},
    );
    return isRefusal(result) ? result.refused : result.said;
  };

type Strands = (call: Call, context: OrchestrationContext) => readonly Strand<unknown>[];

const run = (strands: Strands): SteppedOrchestration =>
  new SteppedOrchestration(function* (context: OrchestrationContext) {
    return yield* together(context, strands(caller(context), context));
  });

const said = (what: string) => ({ ok: true, value: { said: what } });
const fault = (retryAfterSeconds: number | null = null) => ({
  ok: false,
  refusal: { refused: "throttled", hint: "" },
  retryAfterSeconds,
});
const names = (orders: readonly Order[]) =>
  orders.map((order) => (order.kind === "timer" ? order.fireAt.slice(11, 19) : order.name));

/** The open task of this name, or the only timer. */
function open(steps: SteppedOrchestration, name: string): Order {
  const order = steps.open.find((one) => (one.kind === "timer" ? "timer" : one.name) === name);
  assert.ok(order !== undefined, `${name} is not open: ${JSON.stringify(steps.open)}`);
  return order;
}

/** An episode in which these tasks answer, in this order; the names of the new ones. */
const answer = async (steps: SteppedOrchestration, answers: Readonly<Record<string, unknown>>) => {
  const events = Object.entries(answers).map(([name, result]) =>
    result === "cut short" ? steps.failureOf(open(steps, name)) : steps.resultOf(open(steps, name), result),
  );
  return names(await steps.episode(...events));
};

const results = (steps: SteppedOrchestration): unknown => {
  assert.equal(steps.outcome.kind, "ended", JSON.stringify(steps.open));
  assert.equal(steps.outcome.status, "Completed", String(steps.outcome.output));
  return JSON.parse(String(steps.outcome.output));
};

describe("together", () => {
  it("returns at once without a strand, and with strands that wait for nothing", async () => {
    const none = run(() => []);
    await none.episode();
    assert.deepEqual(results(none), []);
    const idle = run(() => [
      // eslint-disable-next-line require-yield -- a strand may have nothing to do
      (function* (): Strand<string> {
        return "idle";
      })(),
    ]);
    await idle.episode();
    assert.deepEqual(results(idle), ["idle"]);
  });

  it("begins all strands at once and returns their results in their order, whichever ends first", async () => {
    for (const order of [
      ["a", "b", "c"],
      ["c", "a", "b"],
    ]) {
      const steps = run((call) => [call("a"), call("b"), call("c")]);
      assert.deepEqual(names(await steps.episode()), ["a", "b", "c"]);
      for (const name of order) await answer(steps, { [name]: said(name.toUpperCase()) });
      assert.deepEqual(results(steps), ["A", "B", "C"]);
    }
  });

  it("takes several answers in one batch", async () => {
    const steps = run((call) => [call("a"), call("b")]);
    await steps.episode();
    await answer(steps, { b: said("B"), a: said("A") });
    assert.deepEqual(results(steps), ["A", "B"]);
  });

  it("lets a strand go on while another one waits for its retry", async () => {
    const steps = run((call) => [
      (function* () {
        const first = yield* call("send");
        return first + (yield* call("check"));
      })(),
      call("post", 1000),
    ]);
    await steps.episode();
    await answer(steps, { send: said("sent, ") });
    assert.deepEqual(await answer(steps, { post: fault() }), ["check"]);
    assert.deepEqual(await answer(steps, { check: said("delivered") }), ["08:16:40"]);
    assert.deepEqual(await answer(steps, { timer: null }), ["post"]);
    await answer(steps, { post: said("posted") });
    assert.deepEqual(results(steps), ["sent, delivered", "posted"]);
  });

  it("runs one timer for several waits, the earliest first", async () => {
    const steps = run((call) => [call("a", 60), call("b", 10), call("c", 60)]);
    await steps.episode();
    assert.deepEqual(await answer(steps, { a: fault(), b: fault(), c: fault() }), ["08:00:10"]);
    assert.deepEqual(await answer(steps, { timer: null }), ["b"]);
    assert.deepEqual(await answer(steps, { b: said("B") }), ["08:01:00"]);
    assert.deepEqual(await answer(steps, { timer: null }), ["a", "c"]);
    await answer(steps, { c: said("C"), a: said("A") });
    assert.deepEqual(results(steps), ["A", "B", "C"]);
  });

  it("starts a timer only when no activity runs", async () => {
    const steps = run((call, context) => [
      (function* () {
        yield timerIn(context, 5);
        return yield* call("later");
      })(),
      call("slow", 30),
    ]);
    assert.deepEqual(names(await steps.episode()), ["slow"]);
    assert.deepEqual(await answer(steps, { slow: fault() }), ["08:00:05"]);
    assert.deepEqual(await answer(steps, { timer: null }), ["later"]);
    assert.deepEqual(await answer(steps, { later: said("late") }), ["08:00:30"]);
    await answer(steps, { timer: null });
    await answer(steps, { slow: said("slow") });
    assert.deepEqual(results(steps), ["late", "slow"]);
  });

  it("gives each strand the failure of its own activity, and waits for the others", async () => {
    const steps = run((call) => [call("a"), call("b"), call("c")]);
    await steps.episode();
    assert.deepEqual(await answer(steps, { b: "cut short" }), []);
    assert.deepEqual(await answer(steps, { a: said("A") }), []);
    assert.deepEqual(await answer(steps, { c: said("C") }), ["08:00:10"]);
    await answer(steps, { timer: null });
    await answer(steps, { b: said("B") });
    assert.deepEqual(results(steps), ["A", "B", "C"]);
  });

  it("is a strand of another one, also where an activity of each is cut short", async () => {
    const steps = run((call, context) => [
      (function* () {
        const first = yield* call("send");
        return first + (yield* call("check"));
      })(),
      (function* () {
        yield* call("list");
        return yield* together(context, [call("x"), call("y", 90)]);
      })(),
    ]);
    assert.deepEqual(names(await steps.episode()), ["send", "list"]);
    assert.deepEqual(await answer(steps, { send: said("s"), list: said("") }), ["check", "x", "y"]);
    assert.deepEqual(await answer(steps, { x: "cut short" }), []);
    assert.deepEqual(await answer(steps, { check: "cut short" }), []);
    assert.deepEqual(await answer(steps, { y: fault() }), ["08:00:10"]);
    assert.deepEqual(await answer(steps, { timer: null }), ["check", "x"]);
    assert.deepEqual(await answer(steps, { x: said("X"), check: said("c") }), ["08:01:30"]);
    await answer(steps, { timer: null });
    await answer(steps, { y: said("Y") });
    assert.deepEqual(results(steps), ["sc", ["X", "Y"]]);
  });

  it("throws what a strand throws", async () => {
    const steps = run((call) => [
      call("a"),
      (function* (): Strand<string> {
        yield* call("b");
        throw new Error("broken strand");
      })(),
    ]);
    await steps.episode();
    await answer(steps, { a: said(""), b: said("") });
    assert.equal(steps.outcome.kind === "ended" && steps.outcome.status, "Failed");
  });

  it("returns what each strand would alone, whatever the order of the answers", async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = randomNumbers(seed);
      const lengths = Array.from({ length: 2 + (seed % 4) }, () => 1 + Math.floor(random() * 4));
      const waits = lengths.map((length) => Array.from({ length }, () => Math.floor(random() * 3) * 7));
      const steps = run((call, context) =>
        waits.map((seconds, strand) =>
          (function* () {
            const results: string[] = [];
            for (const [step, wait] of seconds.entries()) {
              if (wait > 0) yield timerIn(context, wait);
              results.push(yield* call(`${strand}-${step}`, 5));
            }
            return results;
          })(),
        ),
      );
      await steps.episode();
      for (let left = 200; steps.outcome.kind === "open"; left -= 1) {
        assert.ok(left > 0 && steps.open.length > 0, `seed ${seed} stands still`);
        // Some of what is open is answered in one batch, in any order: well, with a fault, or cut short.
        const chosen = steps.open.filter(() => random() < 0.5).sort(() => random() - 0.5);
        const some = chosen.length > 0 ? chosen : steps.open.slice(0, 1);
        const events = some.map((order) => {
          if (order.kind === "timer") return steps.resultOf(order);
          const chance = random();
          const isLast = (JSON.parse(order.input ?? "{}") as { isLast?: boolean }).isLast === true;
          if (chance < 0.1 && !isLast) return steps.failureOf(order);
          if (chance < 0.25 && !isLast) return steps.resultOf(order, fault(Math.floor(random() * 20)));
          return steps.resultOf(order, said(order.name));
        });
        await steps.episode(...events);
      }
      const expected = waits.map((seconds, strand) => seconds.map((_, step) => `${strand}-${step}`));
      assert.deepEqual(results(steps), expected, `seed ${seed}`);
    }
  });
});
