import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureClock } from "../../../src/pcap/file/captureClock.ts";
import { pcapngFile } from "../../support/packets/captureFiles.ts";
import { frame } from "../../support/packets/linkFrames.ts";
import { summaryOf, upload } from "../../support/packets/vmTraffic.ts";

describe("the clock of a capture", () => {
  it("writes times in nanoseconds, before and after the first packet", () => {
    const clock = new CaptureClock();
    assert.equal(clock.text(0), null);
    assert.deepEqual(
      [clock.since(1_700_000_000, 5), clock.since(1_699_999_999, 7), clock.since(1_700_000_060, 0)],
      [5, -999_999_993, 60e9],
    );
    assert.deepEqual(
      [clock.text(5), clock.text(-999_999_993)],
      ["2023-11-14T22:13:20.000000005Z", "2023-11-14T22:13:19.000000007Z"],
    );
  });

  it("writes times that are no whole numbers of nanoseconds any more", () => {
    const clock = new CaptureClock();
    clock.since(0, 0);
    const texts = [3e17 + 1e9 - 64, 8e21, 1e22, NaN].map((at) => clock.text(at));
    assert.match(texts[0] ?? "", /^1979-07-05T05:20:00\.\d{9}Z$/);
    assert.match(texts[1] ?? "", /^\+2554\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    assert.deepEqual(texts.slice(2), [null, null]);
  });

  it("has no time as long as no packet has one", () => {
    const packets = upload(30_000).map((packet) => {
      const bytes = frame("ethernet", 0x0800, [], packet);
      return {
        seconds: 0,
        nanoseconds: 0,
        frame: bytes,
        kept: bytes.length,
        source: 0,
        block: "simple",
      } as const;
    });
    const interfaces = [{ link: 1, resolution: null }];
    const { findings } = summaryOf(pcapngFile([{ littleEndian: true, interfaces, packets }]));
    assert.ok(findings.some(({ kind }) => kind === "top-peer"));
    assert.deepEqual(
      findings.filter(({ firstAt, lastAt }) => firstAt !== null || lastAt !== null),
      [],
    );
  });

  it("knows no time in a capture whose packets have none", () => {
    const clock = new CaptureClock();
    for (const unknown of [Infinity, -Infinity]) assert.equal(clock.text(clock.since(unknown, 0)), null);
    assert.equal(clock.text(clock.since(1_700_000_000, 0)), "2023-11-14T22:13:20.000000000Z");
    assert.equal(clock.text(clock.since(Infinity, 0)), null);
  });
});
