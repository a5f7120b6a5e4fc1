import { outcome } from "./facts.ts";
import { finding, found } from "./findings.ts";
import { outboundToService } from "./summaries.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { BeforeCapture } from "../../../src/captures/rings/beforeCapture.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const container = "https://captureonalert.blob.core.windows.net/network-watcher-logs";

/** Packets from almost an hour before the alert, in more files than are listed. */
export const ringBefore: BeforeCapture = {
  from: "2026-11-23T01:01:40.500Z",
  to: "2026-11-23T02:00:44.820Z",
  packets: 12_345,
  gapSeconds: 3.2,
  files: ["02_00_44", "01_58_02"].map((time) => `${container}/2026/11/23/packetcapture_${time}.cap`),
  moreFiles: 7,
  problem: null,
};

const dnsSlow = finding("dns-slow", "note", "DNS answers of 168.63.129.16 took 900 ms", "dns");

/** The kinds of findings that lie before the alert, after it, and on both sides. */
const onBothSides = found(
  "refused",
  {
    ...finding(
      "refused",
      "warning",
      "14 of 60 connections to 203.0.113.78:5432 were refused",
      "tcp.port == 5432",
    ),
    when: "around",
  },
  {
    ...dnsSlow,
    evidence: { ...dnsSlow.evidence, frames: [] },
    ...{
      firstAt: "2026-11-23T01:10:00.000000000Z",
      lastAt: "2026-11-23T01:40:00.000000000Z",
      when: "before",
    },
  },
  {
    ...finding("resets", "note", "44 connections to 203.0.113.9:443 were reset", "tcp.flags.reset == 1"),
    when: "after",
  },
);

/** An hour of the ring and five minutes of the capture, read as one traffic. */
export const ringSummary: CaptureSummary = {
  ...outboundToService,
  ...onBothSides,
  before: {
    ...{ packets: 12_345, bytes: 3_250_000, firstPacketAt: ringBefore.from, lastPacketAt: ringBefore.to },
    ...{ overlapPackets: 0, gapSeconds: 3.2, files: 9, unreadFiles: 0 },
    captureFrom: "2026-11-23T02:00:48.020000000Z",
  },
  moment: { at: "2026-11-23T01:58:21.000Z", windowSeconds: 300 },
  packets: 82_175,
  firstPacketAt: "2026-11-23T01:01:40.500000000Z",
  lastPacketAt: "2026-11-23T02:05:46.910000000Z",
  durationSeconds: 3846.41,
  timeline: {
    ...{ startsAt: "2026-11-23T01:01:40.500000000Z", bucketSeconds: 64, complete: 60 },
    packets: Array.from({ length: 61 }, (_, index) => (index < 55 ? 200 : 14_000)),
    bytes: Array.from({ length: 61 }, (_, index) => (index < 55 ? 60_000 + (index % 7) * 9_000 : 10_500_000)),
    sent: Array.from({ length: 61 }, (_, index) => (index < 55 ? 40_000 : 9_700_000)),
    received: Array.from({ length: 61 }, (_, index) => (index < 55 ? 15_000 : 700_000)),
  },
};

/** A capture of an armed VM. */
export const armedOutcome = (
  before: Partial<BeforeCapture> = {},
  changes: Partial<CaptureOutcome> = {},
): CaptureOutcome =>
  outcome({
    summary: ringSummary,
    bytes: ringSummary.file.bytes,
    before: { ...ringBefore, ...before },
    ...changes,
  });

/** Of an armed VM whose ring gave nothing. */
export const nothingBefore = (problem: string): BeforeCapture => ({
  ...{ from: null, to: null, packets: 0, gapSeconds: null, files: [], moreFiles: 0, problem },
});
