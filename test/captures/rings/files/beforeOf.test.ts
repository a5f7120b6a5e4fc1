import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unknownTimes } from "../../../../src/captures/outcome/captureTimes.ts";
import { beforeOf } from "../../../../src/captures/rings/files/beforeOf.ts";
import { blankSummary } from "../../../../src/captures/summary/blankSummary.ts";
import { randomNumbers } from "../../../support/packets/mixture.ts";
import { at } from "../../../support/rings/rings.ts";
import type { RingFile } from "../../../../src/captures/rings/ringFile.ts";
import type { BeforeTraffic } from "../../../../src/pcap/before/beforeTraffic.ts";

const files = (count: number, length = 230): RingFile[] =>
  Array.from({ length: count }, (_, index) => ({
    fileUrl: `https://captures.blob.core.windows.net/${"x".repeat(length)}/${index}.cap`,
    ...{ bytes: 1000, writtenAt: at("11:00:00") },
  }));
const traffic = (facts: Partial<BeforeTraffic> = {}) => ({
  ...blankSummary,
  before: {
    ...{ packets: 500, bytes: 64_000, overlapPackets: 20, gapSeconds: 0, files: 3, unreadFiles: 0 },
    ...{
      captureFrom: null,
      firstPacketAt: "2026-11-26T11:00:00.000000001Z",
      lastPacketAt: "2026-11-26T11:59:59.999999999Z",
    },
    ...facts,
  },
});
const bytesOf = (value: object) => Buffer.byteLength(JSON.stringify(value));

describe("beforeOf", () => {
  it("tells what was read, and the newest file first", () => {
    const ring = files(3, 10);
    assert.deepEqual(beforeOf({ files: ring, problem: null }, traffic(), unknownTimes), {
      ...{ from: "2026-11-26T11:00:00.000000001Z", to: "2026-11-26T11:59:59.999999999Z" },
      ...{ packets: 500, gapSeconds: 0, moreFiles: 0, problem: null },
      files: ring.map(({ fileUrl }) => fileUrl).reverse(),
    });
  });

  it("counts the files that do not fit", () => {
    const { files: listed, moreFiles } = beforeOf({ files: files(40), problem: null }, null, unknownTimes);
    assert.ok(listed.length >= 4 && listed.length < 40, String(listed.length));
    assert.equal(listed.length + moreFiles, 40);
    assert.match(listed[0] ?? "", /\/39\.cap$/);
  });

  for (const [why, summary, count, problem] of [
    ["no file was found", null, 0, null],
    ["nothing was analyzed", null, 2, "They were not read, because no capture was analyzed."],
    ["the analysis had no file of them", blankSummary, 2, "They were not read."],
    [
      "some were not read",
      traffic({ unreadFiles: 2 }),
      5,
      "2 of 5 files were not read, or not to their end: an analysis has limits of time and size, or they were changed or damaged.",
    ],
    ["there are no packets", traffic({ packets: 0 }), 2, "They have no packet from before the capture."],
    [
      "none of the packets matches the capture's filters",
      traffic({ packets: 0, filteredPackets: 30 }),
      2,
      "No packet from before the capture matches its filters.",
    ],
  ] as const)
    it(`says why it tells less: ${why}`, () => {
      assert.equal(beforeOf({ files: files(count), problem: null }, summary, unknownTimes).problem, problem);
    });

  it("puts the reason of the search first", () => {
    const found = { files: files(1), problem: "One file is missing." };
    assert.equal(
      beforeOf(found, traffic({ unreadFiles: 1 }), unknownTimes).problem,
      "One file is missing. 1 of 1 files were not read, or not to their end: an analysis has limits of time and size, or they were changed or damaged.",
    );
  });

  it("takes at most 2 KiB with the times, whatever it is told", () => {
    const times = {
      ...unknownTimes,
      firedAt: at("12:00:00"),
      lastPacketAt: "2026-11-26T12:04:59.999999999Z",
    };
    const random = randomNumbers(17);
    const pieces = ["a", '"', "\\", "\u0001", "ü", "漢", "😀", "\ud800", " "];
    for (let round = 0; round < 500; round += 1) {
      const problem = Array.from({ length: random(3000) }, () => pieces[random(pieces.length)]).join("");
      const ring = files(random(250), random(900));
      const before = beforeOf({ files: ring, problem }, random(2) === 0 ? null : traffic(), times);
      assert.ok(bytesOf({ before, times }) <= 2048, `round ${round}`);
      assert.equal(before.files.length + before.moreFiles, ring.length);
    }
  });
});
