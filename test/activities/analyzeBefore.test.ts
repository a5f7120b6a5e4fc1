import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { before, describe, it } from "node:test";
import { createAnalysisRunner } from "../../src/analysis/analysisRunner.ts";
import { analysisLives, here, storedCapture } from "../support/analysis/analysisLife.ts";
import { timedCapture, type TimedPacket } from "../support/applications/timedPackets.ts";
import { times } from "../support/behaviour/talks.ts";
import { ack, tcp, udp, vm } from "../support/packets/vmTraffic.ts";
import { recordsOf, splitCapture } from "../support/recording/splitCapture.ts";
import type { AnalysisRunner } from "../../src/analysis/analysisRunner.ts";
import type { BeforeFiles } from "../../src/analysis/beforeFiles.ts";
import type { CaptureFilter } from "../../src/captures/plan/captureFilter.ts";
import type { RingFile } from "../../src/captures/rings/ringFile.ts";

/** The files of a ring, oldest first. */
const rings: readonly RingFile[] = [700, 600, 500].map((bytes, index) => ({
  fileUrl: `ring-${index}`,
  bytes,
  writtenAt: new Date(index * 1000).toISOString(),
}));

/** A bulk of a database before the alert, and a little of the Web all the time: the ring has both. */
const web = times(400, (index): TimedPacket[] => [
  [index, tcp([vm, 50_000, "203.0.113.9", 443], 1 + index * 100, ack, Buffer.alloc(100))],
  [index + 0.1, tcp(["203.0.113.9", 443, vm, 50_000], 1 + index * 10, ack, Buffer.alloc(10))],
]);
const database = times(3000, (index): TimedPacket[] => [
  [index / 10 + 0.05, tcp([vm, 50_001, "10.9.9.9", 1433], 1 + index * 1000, ack, Buffer.alloc(1000))],
]);
const logs = times(30, (index): TimedPacket[] => [
  [index * 10, udp([vm, 50_002, "10.9.9.10", 514], Buffer.alloc(30))],
]);
const traffic = timedCapture([...web, ...database, ...logs]);
/** The database is quiet by then; the capture begins with a packet of the Web. */
const captureAt = (recordsOf(traffic)[0]?.at ?? 0) + 320e6;
const overlap = 5e6;

let life: Awaited<ReturnType<typeof analysisLives>>;
before(async () => {
  life = await analysisLives();
  // A connection that lay idle while another file kept the thread busy may just be closed.
  await life()(randomUUID()).catch(() => undefined);
});

describe("analyzeCapture with the files of a ring", () => {
  it("hands the newest files of a ring on that fit in the limit with the capture, oldest first", async () => {
    let given: BeforeFiles | null | undefined;
    const looking: AnalysisRunner = {
      run: (read, order, before) => ((given = before), here.run(read, order)),
    };
    const analyzeMaxBytes = storedCapture.length + 1150;
    const moment = { at: "2026-11-26T12:00:00Z", windowSeconds: 7200 };
    await life({ runner: looking, analyzeMaxBytes })(randomUUID(), 1, { before: rings, moment });
    assert.deepEqual(
      given?.files.map(({ bytes }) => bytes),
      [600, 500],
    );
    const { leftOut, from, captureBytes } = given;
    assert.deepEqual([leftOut, from, captureBytes], [1, "2026-11-26T10:00:00.000Z", storedCapture.length]);
    await life({ runner: looking })(randomUUID(), 1, {
      before: rings,
      moment: { ...moment, windowSeconds: 300 },
    });
    assert.deepEqual([given.files.length, given.leftOut, given.from], [3, 0, "2026-11-26T11:00:00.000Z"]);
    // The stored file has become larger than what was found.
    assert.equal(await given.files[0]?.open(), null);
  });

  it("analyzes the capture alone when its analysis broke off with the files of a ring", async () => {
    const counts: number[] = [];
    const poisoned: AnalysisRunner = {
      run(read, order, before) {
        counts.push(before?.files.length ?? -1, before?.leftOut ?? -1);
        return before?.files.length === 0
          ? here.run(read, order)
          : Promise.resolve({ failed: "crash", exit: "exit code 7" });
      },
    };
    const result = await life({ runner: poisoned })(randomUUID(), 1, { before: rings });
    assert.ok("summary" in result && result.summary.packets > 0);
    assert.deepEqual(counts, [3, 0, 0, 3]);
    assert.equal(result.sha256, createHash("sha256").update(storedCapture).digest("hex"));
  });
});

describe("analyzeCapture with filters that the ring lacks", () => {
  const { ring, capture } = splitCapture(traffic, { at: captureAt, overlap, ringFiles: 3 });
  const files = Object.fromEntries([...ring, capture].map((file, index) => [`file-${index}`, file]));
  const order = {
    ...({ fileUrl: `file-${ring.length}`, question: "outbound" } as const),
    before: ring.map(({ length }, index) => ({ fileUrl: `file-${index}`, bytes: length, writtenAt: "" })),
    moment: { at: "2026-11-26T00:05:10Z", windowSeconds: 270 },
  };
  const analyze = async (filters: readonly CaptureFilter[]) => {
    const result = await life({ runner: createAnalysisRunner(), files })(randomUUID(), 1, {
      ...order,
      filters,
    });
    assert.ok("summary" in result, JSON.stringify(result));
    return result.summary;
  };

  it("tells of the filtered traffic alone, before the capture too", async () => {
    const { lead, before, conversations, packets } = await analyze([{ protocol: "TCP", remotePort: "443" }]);
    assert.equal(
      lead,
      "Of the captured TCP 443 traffic: in the 4.5 min before the alert, 100% of outbound bytes went to 203.0.113.9:443",
    );
    assert.deepEqual([before?.packets, before?.filteredPackets, packets], [640, 3030, 800]);
    assert.deepEqual([before?.overlapPackets, before?.gapSeconds, conversations.top.length], [10, 0, 1]);
  });

  it("tells of all traffic where a filter lets all through, or there is none", async () => {
    for (const filters of [[], [{ protocol: "Any" }, { remotePort: "443" }]] as const) {
      const { lead, before } = await analyze(filters);
      assert.match(
        lead,
        /^In the 4\.5 min before the alert, 98% of outbound bytes went to 10\.9\.9\.9:1433$/,
      );
      assert.deepEqual([before?.packets, before?.filteredPackets], [3670, undefined]);
    }
  });

  it("tells of the capture alone where its filters are too long for the order", async () => {
    const remoteIPAddress = times(2000, (index) => [`10.9.${index >> 8}.${index & 255}`]).join(";");
    const { before, packets } = await analyze([{ remoteIPAddress }]);
    assert.deepEqual([before?.packets, before?.unreadFiles, packets], [0, 3, recordsOf(capture).length]);
  });
});
