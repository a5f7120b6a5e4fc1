import assert from "node:assert/strict";
import { it } from "node:test";
import { CaptureClock } from "../../../src/pcap/file/captureClock.ts";

it("writes times since the second of the first packet, to the nanosecond and before it", () => {
  const clock = new CaptureClock();
  assert.equal(clock.since(1_700_000_000, 5), 5);
  const later = clock.since(1_700_000_100, 999_999_999);
  assert.equal(clock.text(later), "2023-11-14T22:15:00.999999999Z");
  assert.equal(clock.text(clock.since(1_699_999_999, 1)), "2023-11-14T22:13:19.000000001Z");
  assert.equal(clock.text(null), null);
});

it("knows no time in a capture whose packets have none", () => {
  const clock = new CaptureClock();
  for (const unknown of [Infinity, -Infinity]) assert.equal(clock.text(clock.since(unknown, 0)), null);
  assert.equal(clock.text(clock.since(1_700_000_000, 0)), "2023-11-14T22:13:20.000000000Z");
  assert.equal(clock.text(clock.since(Infinity, 0)), null);
});
