import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { ApiError } from "../../../src/console/http/apiError.ts";
import { Poller, type Loaded } from "../../../src/console/state/poller.ts";

/** A page whose loads and timers the test moves on. */
function page(initial: string | null = null) {
  const loads: PromiseWithResolvers<string>[] = [];
  const seen: Loaded<string>[] = [];
  const timers: { readonly run: () => void; readonly ms: number }[] = [];
  const state = { hidden: false };
  const poller = new Poller<string>({
    initial,
    load: () => {
      const load = Promise.withResolvers<string>();
      loads.push(load);
      return load.promise;
    },
    everyMs: (value) => (value === "running" ? 10_000 : 60_000),
    changed: (loaded) => seen.push(loaded),
    isHidden: () => state.hidden,
    later: (run, ms) => {
      const timer = { run, ms };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
  });
  const answered = async (value: string) => {
    loads.at(-1)?.resolve(value);
    await setImmediate();
  };
  const failed = async (error: Error) => {
    loads.at(-1)?.reject(error);
    await setImmediate();
  };
  const due = () => {
    timers.shift()?.run();
  };
  return { poller, loads, seen, timers, state, answered, failed, due };
}

describe("what a screen shows", () => {
  it("is loaded at once, and again after the time that its value asks for", async () => {
    const { poller, loads, seen, timers, answered, due } = page();
    poller.wake();
    await answered("running");
    assert.deepEqual(seen, [{ value: "running", error: null }]);
    assert.deepEqual(
      timers.map(({ ms }) => ms),
      [10_000],
    );
    due();
    await answered("ended");
    assert.equal(loads.length, 2);
    assert.deepEqual(
      timers.map(({ ms }) => ms),
      [60_000],
    );
  });

  it("renders anew only for another value", async () => {
    const { poller, seen, answered, due } = page();
    poller.wake();
    await answered("running");
    due();
    await answered("running");
    assert.equal(seen.length, 1);
  });

  it("is what was known before, until it is another, and while the first load fails", async () => {
    const { poller, seen, answered, failed, due } = page("running");
    poller.wake();
    await failed(new Error("The app does not answer."));
    assert.deepEqual(seen.at(-1), { value: "running", error: new Error("The app does not answer.") });
    due();
    await answered("running");
    assert.deepEqual(seen.at(-1), { value: "running", error: null });
  });

  it("is not loaded while the page is hidden, and at once when it is shown", async () => {
    const { poller, loads, timers, state, answered, due } = page();
    poller.wake();
    await answered("running");
    state.hidden = true;
    due();
    assert.equal(loads.length, 1);
    assert.equal(timers.length, 0);
    state.hidden = false;
    poller.wake();
    assert.equal(loads.length, 2);
  });

  it("is loaded by one load at a time", () => {
    const { poller, loads } = page();
    poller.wake();
    poller.wake();
    assert.equal(loads.length, 1);
  });

  it("is loaded once more when it changes during a load", async () => {
    const { poller, loads, answered } = page();
    poller.wake();
    const refreshed = Promise.all([poller.refresh(), poller.refresh()]);
    await answered("old");
    assert.equal(loads.length, 2);
    await answered("new");
    await refreshed;
    assert.equal(loads.length, 2);
  });

  it("stays while a load fails, and is tried again after longer and longer times", async () => {
    const { poller, seen, timers, answered, failed, due } = page();
    poller.wake();
    await answered("running");
    const waits: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      due();
      await failed(new Error("The app does not answer."));
      waits.push(timers[0]?.ms ?? 0);
    }
    assert.deepEqual(waits, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    assert.equal(seen.at(-1)?.value, "running");
    due();
    await answered("running");
    assert.equal(seen.at(-1)?.error, null);
    assert.equal(timers[0]?.ms, 10_000);
  });

  it("waits as long as the app asks to, but no more than a minute", async () => {
    const { poller, timers, failed, due } = page();
    poller.wake();
    await failed(new ApiError(503, "Busy.", null, 15));
    assert.equal(timers[0]?.ms, 15_000);
    due();
    await failed(new ApiError(503, "Busy.", null, 3600));
    assert.equal(timers[0].ms, 60_000);
  });

  it("is no longer loaded when the viewer has left the screen", async () => {
    const { poller, seen, timers, answered } = page();
    poller.wake();
    poller.end();
    await answered("running");
    assert.equal(seen.length, 0);
    assert.equal(timers.length, 0);
  });
});
