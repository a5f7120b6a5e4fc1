import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LeapingClock } from "../../../../local/cli/starting/leapingClock.ts";

const hour = 3_600_000;

describe("a clock that leaps", () => {
  it("goes on as the machine's, so far behind it, until it has caught up", () => {
    const clock = new LeapingClock(-hour);
    assert.equal(clock.behind, hour);
    const before = Date.now();
    assert.ok(clock.now() >= before - hour && clock.now() <= Date.now() - hour);
    clock.leap(clock.behind);
    assert.equal(clock.behind, 0);
    assert.ok(clock.now() >= before && clock.now() <= Date.now());
  });

  it("does what falls due in a leap at its end, in order, and keeps the rest waiting", async () => {
    const clock = new LeapingClock(0);
    const done: string[] = [];
    const [start, settled] = [clock.now(), Promise.withResolvers<undefined>()];
    const later = clock.at(start + 2 * hour, () => done.push("later"));
    clock.at(start + hour - 1, () => {
      done.push("second");
      settled.resolve(undefined);
    });
    clock.at(start + hour - 2, () => done.push("first"));
    clock.at(start + 10_000, () => done.push("never"))();
    clock.leap(hour);
    await settled.promise;
    assert.deepEqual(done, ["first", "second"]);
    later();
    clock.leap(hour);
    const end = Promise.withResolvers<undefined>();
    clock.at(clock.now(), () => {
      end.resolve(undefined);
    });
    await end.promise;
    assert.deepEqual(done, ["first", "second"], "what was cancelled never happens");
  });
});
