import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lanesOf, plotMarks } from "../../../src/console/capture/timeline/plotMarks.ts";
import { finding } from "../../support/report/findings.ts";
import type { PlotData } from "../../../src/console/capture/timeline/plotData.ts";
import type { Finding } from "../../../src/pcap/findings/finding.ts";

const start = Date.parse("2026-11-23T02:00:00Z") / 1000;
const zeros = Array.from({ length: 50 }, () => 0);
const plot: PlotData = {
  ...{ from: start, to: start + 100, columnSeconds: 2 },
  starts: zeros.map((_, index) => start + 2 * index),
  ...{ sent: zeros, received: zeros, other: zeros, total: zeros },
};
const at = (seconds: number | null): string | null =>
  seconds === null ? null : new Date((start + seconds) * 1000).toISOString();
const seen = (first: number | null, last: number | null): Finding => ({
  ...finding("refused", "warning", "Refused", "tcp"),
  firstAt: at(first),
  lastAt: at(last),
});
const marks = (...spans: readonly (readonly [number | null, number | null])[]) =>
  plotMarks(
    spans.map(([first, last]) => seen(first, last)),
    plot,
  ).map(({ number, from, to, lane }) => ({ number, from: from - start, to: to - start, lane }));

describe("plotMarks", () => {
  it("are where the findings were seen, numbered as these are", () => {
    assert.deepEqual(marks([null, null], [10, 20]), [{ number: 2, from: 10, to: 20, lane: 0 }]);
  });

  it("are cut at the ends of the plot", () => {
    assert.deepEqual(marks([-5, 300]), [{ number: 1, from: 0, to: 100, lane: 0 }]);
  });

  it("stand at the end for what was seen in the last, incomplete column", () => {
    assert.deepEqual(marks([101, 101.5]), [{ number: 1, from: 100, to: 100, lane: 0 }]);
  });

  it("are absent for what was seen before or long after the plot", () => {
    assert.deepEqual(marks([-20, -10], [150, 160]), []);
  });

  it("share a lane unless they would touch", () => {
    const placed = marks([0, 10], [5, 15], [20, 30], [16, 17], [14, 18]);
    assert.deepEqual(
      placed.map(({ lane }) => lane),
      [0, 1, 0, 2, 3],
    );
    assert.equal(lanesOf(plotMarks([seen(0, 10), seen(5, 15)], plot)), 2);
    assert.equal(lanesOf([]), 0);
  });
});
