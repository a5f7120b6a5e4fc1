import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RateBuckets } from "../../../src/pcap/behaviour/rateBuckets.ts";
import { regularityOf } from "../../../src/pcap/behaviour/regularity.ts";
import { SourceCount } from "../../../src/pcap/behaviour/sourceCount.ts";
import { StartSeries } from "../../../src/pcap/behaviour/startSeries.ts";
import { KeyedHash } from "../../../src/pcap/tables/keyedHash.ts";

const second = 1e9;

describe("RateBuckets", () => {
  it("tell the peak of any second", () => {
    const rate = new RateBuckets();
    for (let n = 0; n < 100; n += 1) rate.add(n * second);
    for (let n = 0; n < 50; n += 1) rate.add(20.5 * second + n);
    assert.equal(rate.peakPerSecond, 51);
  });

  it("widen with the capture, and then tell the mean of some seconds", () => {
    const rate = new RateBuckets();
    for (let n = 0; n < 400; n += 1) rate.add(300 * second);
    assert.equal(rate.peakPerSecond, 200);
    const wild = new RateBuckets();
    wild.add(1e19);
    assert.ok(wild.peakPerSecond > 0 && wild.peakPerSecond < 1e-3);
  });

  it("take times before the start as the start", () => {
    const rate = new RateBuckets();
    rate.add(-5 * second);
    assert.equal(rate.peakPerSecond, 1);
  });
});

describe("SourceCount", () => {
  const counted = (count: number): SourceCount => {
    const sources = new SourceCount(new KeyedHash([7]));
    for (let n = 0; n < count; n += 1) {
      sources.add(0, n * 7_919);
      sources.add(0, n * 7_919);
    }
    return sources;
  };

  it("is exact for one, and within a tenth for thousands", () => {
    assert.equal(counted(1).estimate, 1);
    for (const count of [10, 300, 3_000]) assert.ok(Math.abs(counted(count).estimate - count) <= count / 10);
  });

  it("says when there are more than it can tell", () => {
    assert.equal(counted(1).text("source"), "1 source");
    assert.equal(counted(100_000).text("source"), "over 8,000 sources");
  });
});

describe("StartSeries", () => {
  it("keeps the latest starts of a channel in the order of their times", () => {
    const series = new StartSeries(16);
    series.add(3, { at: 2, bytes: 20 }, { at: 1, bytes: 10 });
    for (let n = 3; n < 80; n += 1) series.add(3, { at: n, bytes: n * 10 }, null);
    const starts = series.of(3);
    assert.equal(starts.length, 64);
    assert.deepEqual(
      [starts[0], starts.at(-1)],
      [
        { at: 16, bytes: 160 },
        { at: 79, bytes: 790 },
      ],
    );
    assert.deepEqual(series.of(4), []);
  });

  it("makes room of the channels with the fewest connections", () => {
    const series = new StartSeries(20_000);
    for (let n = 0; n < 10; n += 1) series.add(0, { at: n, bytes: 1 }, null);
    for (let channel = 1; channel < 20_000; channel += 1)
      series.add(channel, { at: channel, bytes: 1 }, null);
    assert.equal(series.of(0).length, 10);
    assert.equal(series.of(19_999).length, 1);
  });
});

describe("regularityOf", () => {
  const starts = (intervals: readonly number[], bytes: (index: number) => number = () => 900) =>
    [0, ...intervals].map((_, index, all) => ({
      at: all.slice(0, index + 1).reduce((sum, interval) => sum + interval, 0) * second,
      bytes: bytes(index),
    }));

  it("is 1 for equal intervals and sizes", () => {
    assert.deepEqual(regularityOf(starts([10, 10, 10, 10, 10])), { periodSeconds: 10, bytes: 900, score: 1 });
  });

  it("bears one interval that a lost beacon doubles", () => {
    const regular = [10, 10, 10, 10, 10, 10];
    assert.ok((regularityOf(starts([...regular, 20, ...regular]))?.score ?? 0) > 0.9);
    assert.equal(regularityOf(starts([10, 10, 20, 10, 10, 10])), null);
  });

  for (const [why, all] of [
    ["too few", starts([10, 10, 10, 10])],
    ["random intervals", starts([1, 12, 3, 30, 7, 4, 18])],
    ["two periods", starts([5, 20, 5, 20, 5, 20, 5])],
    ["random sizes", starts([10, 10, 10, 10, 10, 10], (index) => 500 + ((index * 7_919) % 5_000))],
    ["times that stand still", starts([0, 0, 0, 0, 0, 0])],
  ] as const)
    it(`is nothing for ${why}`, () => {
      assert.equal(regularityOf(all), null);
    });
});
