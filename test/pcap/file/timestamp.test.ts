import assert from "node:assert/strict";
import { it } from "node:test";
import { splitTimestamp, timestampText, unitsPerSecond } from "../../../src/pcap/file/timestamp.ts";
import { randomNumbers } from "../../support/packets/mixture.ts";

it("splits any count of units exactly", () => {
  const random = randomNumbers(11);
  for (const resolution of [0, 3, 6, 9, 12, 0x80, 0x8a, 0x94, 0xa0]) {
    const perSecond = BigInt(unitsPerSecond(resolution));
    for (let round = 0; round < 200; round += 1) {
      const [high, low] = [random(2 ** 31), random(2 ** 32)];
      const units = (BigInt(high) << 32n) | BigInt(low);
      const found = { seconds: 0, nanoseconds: 0 };
      splitTimestamp(high, low, Number(perSecond), found);
      assert.equal(found.seconds, Number(units / perSecond));
      assert.equal(found.nanoseconds, Number(((units % perSecond) * 1_000_000_000n) / perSecond));
    }
  }
});

it("writes all nine digits, and nothing for a time that Date cannot hold", () => {
  assert.equal(timestampText({ seconds: 1_700_000_000, nanoseconds: 42 }), "2023-11-14T22:13:20.000000042Z");
  assert.equal(timestampText({ seconds: Infinity, nanoseconds: 0 }), null);
});
