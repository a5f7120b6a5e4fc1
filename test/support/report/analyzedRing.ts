import { takeOf } from "../../../src/captures/rings/arming/takeOf.ts";
import { beforeOf } from "../../../src/captures/rings/files/beforeOf.ts";
import { timedCapture, type TimedPacket } from "../applications/timedPackets.ts";
import { probe, times } from "../behaviour/talks.ts";
import { udp, vm } from "../packets/vmTraffic.ts";
import { recordsOf, splitCapture, summaryOfParts } from "../recording/splitCapture.ts";
import { outcome } from "./facts.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../../src/captures/outcome/captureTimes.ts";
import type { BeforeCapture } from "../../../src/captures/rings/beforeCapture.ts";
import type { Ring } from "../../../src/captures/rings/ring.ts";
import type { RingFile } from "../../../src/captures/rings/ringFile.ts";

const container = "https://captureonalert.blob.core.windows.net/network-watcher-logs";
/** Of the alert and the capture of every report here; the ring began eleven minutes before the alert. */
const plain = outcome();
const { times: known, vmId } = plain;
const begin = Date.parse("2026-11-23T01:47:21.000Z") / 1000;
const secondsAt = (iso: string): number => Date.parse(iso) / 1000 - begin;
const fired = secondsAt(known.firedAt ?? "");
const captured = secondsAt("2026-11-23T02:00:48.020Z");
const end = secondsAt("2026-11-23T02:05:46.910Z");

/** Datagrams of so many bytes each second, and a short answer to each. */
const sent = (from: number, to: number, peer: string, size: number): TimedPacket[] =>
  times(Math.floor(to - from), (index): TimedPacket[] => [
    [from + index, udp([vm, 50_000, peer, 9000], Buffer.alloc(size))],
    [from + index + 0.02, udp([peer, 9000, vm, 50_000], Buffer.alloc(10))],
  ]);
/** 8 of 20 connections are refused. */
const refusals = (from: number, port: number): TimedPacket[] =>
  times(20, (index) =>
    probe(
      from + index + (index ** 2 % 11) / 12,
      [vm, 40_000 + index, "198.51.100.9", port],
      index % 5 < 2 ? "refused" : "open",
    ),
  );

/** What the rule is about ends as it fires. A service refuses before the alert, one around it, one later. */
const traffic = [
  ...sent(0, end, "203.0.113.10", 60),
  ...sent(fired - 280, fired - 2, "198.51.100.66", 1200),
  ...refusals(60, 5432),
  ...refusals(fired - 9, 6379),
  ...refusals(captured + 30, 8080),
  [captured, udp([vm, 50_000, "203.0.113.10", 9000], Buffer.alloc(60))] as const,
];
const file = timedCapture(traffic, begin);
const first = recordsOf(file)[0]?.at ?? 0;
const micro = 1e6;

interface Recorded {
  /** Seconds from the capture's first packet to the ring's end; below 0: a gap. */
  readonly overlap: number;
  /** Whether the oldest file is no capture file. */
  readonly isDamaged?: boolean;
}

/** The outcome on an armed VM as the app writes it, of packets. */
export function analyzedRing({ overlap, isDamaged = false }: Recorded): CaptureOutcome {
  const at = first + Math.round(captured * micro);
  const parts = splitCapture(file, { at, overlap: Math.round(overlap * micro), ringFiles: 3 });
  const ring = isDamaged ? [Buffer.alloc(100, 0xff), ...parts.ring.slice(1)] : parts.ring;
  const summary = summaryOfParts(
    { ...parts, ring },
    {
      ...{ localAddresses: [vm], flowCapacity: 2 ** 12, question: "outbound" },
      moment: { at: known.firedAt ?? "", windowSeconds: 300 },
    },
  );
  const files = ringFilesOf(parts.ring);
  const ends: CaptureTimes = {
    ...known,
    firstPacketAt: isoOf(parts.capture, 0),
    lastPacketAt: isoOf(parts.capture, -1),
  };
  const before = beforeOf({ files, problem: null }, summary, ends);
  return { ...plain, times: ends, bytes: parts.capture.length, summary, before };
}

const ringFilesOf = (ring: readonly Buffer[]): readonly RingFile[] =>
  ring.map((bytes): RingFile => {
    const name = `packetcapture_${isoOf(bytes, 0).slice(11, 19).replaceAll(":", "_")}.cap`;
    const fileUrl = `${container}${vmId.toLowerCase()}/2026/11/23/${name}`;
    return { fileUrl, bytes: bytes.length, writtenAt: isoOf(bytes, -1) };
  });

const isoOf = (capture: Buffer, index: number): string =>
  new Date((recordsOf(capture).at(index)?.at ?? 0) / 1000).toISOString();

/** Of the files of a ring beside a capture that was not analyzed. */
export function unanalyzedRing(times: CaptureTimes): BeforeCapture {
  const { ring } = splitCapture(file, { at: first + captured * micro, overlap: 0, ringFiles: 3 });
  return beforeOf({ files: ringFilesOf(ring), problem: null }, null, times);
}

/** Of a ring that has not begun when the alert comes. */
export function unbegunRing({ summary, times }: CaptureOutcome): BeforeCapture {
  const ring: Ring = {
    ...{ vmId, watcher: null, armedAt: "2026-11-23T01:58:00.000Z", isLeaving: false },
    ...{ session: null, ended: [], strays: [], fault: null },
  };
  const { problem } = takeOf(ring, { instanceId: "alert-0", at: "2026-11-23T02:00:57.000Z" });
  return beforeOf({ files: [], problem }, summary, times);
}
