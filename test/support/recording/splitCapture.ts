import { earliestTime } from "../../../src/pcap/before/earliestTime.ts";
import { CaptureAnalyzer, type AnalyzerOptions } from "../../../src/pcap/captureAnalyzer.ts";
import { readPcap } from "../packets/readPcap.ts";
import type { BeforeBounds } from "../../../src/pcap/before/beforeBounds.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const fileHeaderBytes = 24;
const recordHeaderBytes = 16;

/** A packet's record in a classic pcap file, and its time in microseconds since the epoch. */
interface FileRecord {
  readonly at: number;
  readonly bytes: Buffer;
}

/** The records of a little-endian file of microseconds. */
export function recordsOf(file: Buffer): FileRecord[] {
  let offset = fileHeaderBytes;
  return readPcap(file).map(({ at, frame }) => {
    const bytes = file.subarray(offset, (offset += recordHeaderBytes + frame.length));
    return { at: Math.round(at * 1000), bytes };
  });
}

const fileOfRecords = (file: Buffer, records: readonly FileRecord[]): Buffer =>
  Buffer.concat([file.subarray(0, fileHeaderBytes), ...records.map(({ bytes }) => bytes)]);

/** A record that keeps so many bytes of its packet. */
function snapped({ at, bytes }: FileRecord, kept: number): FileRecord {
  if (bytes.length <= recordHeaderBytes + kept) return { at, bytes };
  const short = Buffer.from(bytes.subarray(0, recordHeaderBytes + kept));
  short.writeUInt32LE(kept, 8);
  return { at, bytes: short };
}

interface Cut {
  /** Where the capture begins, in microseconds. */
  readonly at: number;
  /** How long the ring goes on; less than 0: how long before that it ended. */
  readonly overlap: number;
  readonly ringFiles: number;
  readonly kept?: number;
}

/** A capture cut in time into the files of a ring and a capture. */
interface SplitCapture {
  /** Oldest first. */
  readonly ring: readonly Buffer[];
  readonly capture: Buffer;
  /** All packets in one file, those of the ring as short as in the ring. */
  readonly whole: Buffer;
}

export function splitCapture(file: Buffer, { at, overlap, ringFiles, kept = 128 }: Cut): SplitCapture {
  const records = recordsOf(file);
  const before = records.filter((record) => record.at < at).map((record) => snapped(record, kept));
  const captured = records.filter((record) => record.at >= at);
  const ringed = [...before, ...captured.map((record) => snapped(record, kept))].filter(
    (record) => record.at < at + overlap,
  );
  const each = Math.ceil(ringed.length / ringFiles) || 1;
  const ring = Array.from({ length: ringFiles }, (_, index) =>
    fileOfRecords(file, ringed.slice(index * each, (index + 1) * each)),
  );
  return {
    ring,
    capture: fileOfRecords(file, captured),
    whole: fileOfRecords(file, [...before, ...captured]),
  };
}

/** The summary of the files as one traffic. */
export function summaryOfParts(
  { ring, capture }: Pick<SplitCapture, "ring" | "capture">,
  options: AnalyzerOptions = {},
): CaptureSummary {
  const analyzer = new CaptureAnalyzer({ ...options, before: options.before ?? boundsOf(capture) });
  for (const file of ring) {
    analyzer.push(file);
    analyzer.endFile();
  }
  analyzer.beginCapture();
  analyzer.push(capture);
  return analyzer.end();
}

function boundsOf(capture: Buffer): BeforeBounds {
  const captureFrom = earliestTime(capture, true);
  if (captureFrom === "unknown") throw new Error("The whole file tells.");
  return { captureFrom, from: null };
}
