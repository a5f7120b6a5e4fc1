import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { graceSeconds, nextPollSeconds } from "../../../src/captures/progress/nextPollSeconds.ts";

const usual = { minSeconds: 5, maxSeconds: 300 };

/** The moments, in seconds from the start, at which a capture that never ends is polled. */
function pollTimes(timeLimitSeconds: number, bounds = usual): number[] {
  const moments: number[] = [];
  for (let elapsed = 0; elapsed <= timeLimitSeconds + graceSeconds;) {
    elapsed += nextPollSeconds(elapsed, timeLimitSeconds, bounds);
    moments.push(elapsed);
  }
  return moments;
}

describe("poll schedule", () => {
  it("polls at most 50 times until the deadline, whatever the limits and bounds", () => {
    for (const timeLimit of [1, 2, 5, 30, 60, 300, 1800, 7200, 17_999, 18_000])
      for (const minSeconds of [1, 2, 5, 60, 300])
        for (const maxSeconds of [1, 5, 30, 300, 3600].filter((max) => max >= minSeconds)) {
          const count = pollTimes(timeLimit, { minSeconds, maxSeconds }).length;
          assert.ok(count <= 50, `${count} polls for ${timeLimit} s, bounds ${minSeconds}-${maxSeconds} s`);
        }
  });

  it("polls within seconds of the start and the expected end of a five-hour capture", () => {
    const moments = pollTimes(18_000);
    assert.ok((moments[0] ?? Infinity) <= 5);
    assert.ok(moments.some((moment) => moment >= 18_000 && moment <= 18_010));
  });

  it("polls every quarter of an hour in the middle of a five-hour capture", () => {
    assert.equal(nextPollSeconds(9000, 18_000, usual), 900);
  });

  it("never waits longer than the longest gap", () => {
    for (const [index, moment] of pollTimes(3600).entries())
      assert.ok(moment - (pollTimes(3600)[index - 1] ?? 0) <= usual.maxSeconds + 1e-6);
  });
});
