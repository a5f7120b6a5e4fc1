import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ServerClock } from "../../../src/console/state/serverClock.ts";

/** How far the clock is from this machine's after an answer that is `aheadMs` ahead of it. */
function learnt(clock: ServerClock, aheadMs: number, wayMs = 20): number {
  const now = Date.now();
  clock.observe(new Date(now + aheadMs).toUTCString(), now - wayMs, now);
  return clock.now() - Date.now();
}

describe("the app's clock", () => {
  it("is this machine's while the whole seconds of a header explain the difference", () => {
    assert.equal(learnt(new ServerClock(), -900), 0);
  });

  it("is learnt where the viewer's own is wrong", () => {
    const offset = learnt(new ServerClock(), 120_000);
    assert.ok(Math.abs(offset - 120_000) <= 1100, String(offset));
  });

  it("does not jump by a second from answer to answer", () => {
    const clock = new ServerClock();
    const first = learnt(clock, 120_000);
    assert.ok(Math.abs(learnt(clock, 120_700) - first) <= 5);
  });

  it("is kept without a header that has a time", () => {
    const clock = new ServerClock();
    clock.observe(null, 0, 0);
    clock.observe("yesterday", 0, 0);
    assert.ok(Math.abs(clock.now() - Date.now()) <= 5);
  });
});
