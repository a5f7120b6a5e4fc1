import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { columnLine, sidesOf } from "../../../src/console/capture/timeline/columnText.ts";
import { plotData } from "../../../src/console/capture/timeline/plotData.ts";
import { outboundToService } from "../../support/report/summaries.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const summary = (timeline: Partial<CaptureSummary["timeline"]>): CaptureSummary => ({
  ...outboundToService,
  timeline: {
    startsAt: "2026-11-23T02:00:48.500Z",
    bucketSeconds: 2,
    complete: 3,
    packets: [1, 1, 1, 1],
    bytes: [1000, 500, 0, 9000],
    sent: [700, 0, 0, 9000],
    received: [100, 500, 0, 0],
    ...timeline,
  },
});

describe("plotData", () => {
  it("is in bits a second, from the first packet on", () => {
    const data = plotData(summary({}));
    assert.ok(data !== null);
    assert.equal(data.from, Date.parse("2026-11-23T02:00:48.500Z") / 1000);
    assert.deepEqual(data.sent, [2800, 0, 0]);
    assert.deepEqual(data.received, [400, 2000, 0]);
    assert.deepEqual(data.other, [800, 0, 0]);
    assert.deepEqual(data.total, [4000, 2000, 0]);
  });

  it("ends where the last complete column does", () => {
    const data = plotData(summary({}));
    assert.ok(data !== null);
    assert.deepEqual(
      data.starts.map((start) => start - data.from),
      [0, 2, 4],
    );
    assert.equal(data.to - data.from, 6);
  });

  it("counts all bytes as other where the VM's side is unknown", () => {
    const data = plotData(summary({ sent: null, received: null }));
    assert.ok(data !== null);
    assert.deepEqual(data.other, [4000, 2000, 0]);
    assert.deepEqual(sidesOf(data), ["other"]);
  });

  it("is absent without times, without a second complete column and without bytes", () => {
    assert.equal(plotData(summary({ startsAt: null })), null);
    assert.equal(plotData(summary({ complete: 1 })), null);
    assert.equal(plotData(summary({ bytes: [0, 0, 0, 9000] })), null);
  });

  it("has a column in words, in UTC and in the zone of the report", () => {
    const data = plotData(summary({}));
    assert.ok(data !== null);
    assert.equal(
      columnLine(data, 1, "Europe/Berlin"),
      "02:00:50 to 02:00:52 UTC (03:00:50 to 03:00:52 Europe/Berlin): 0 bit/s sent, 2.0 kbit/s received, 0 bit/s other",
    );
    assert.match(columnLine(data, 0, "UTC"), /^02:00:48 to 02:00:50 UTC: 2\.8 kbit\/s sent/);
  });
});
