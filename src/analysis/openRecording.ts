import { earliestTime } from "../pcap/before/earliestTime.ts";
import { timestampIn } from "../pcap/file/timestamp.ts";
import { fitsInTime } from "./fitsInTime.ts";
import { markBytes, pieceHead } from "./recordingFrames.ts";
import type { BeforeBounds } from "../pcap/before/beforeBounds.ts";
import type { BeforeFile, BeforeFiles } from "./beforeFiles.ts";
import type { ReadFile } from "./readFile.ts";

/** Has the first packet, however large, and mostly those that overtook it. */
const headBytes = 131_072;

/** A capture and the files from before it, ready to be read as one. */
interface Recording {
  readonly bounds: BeforeBounds;
  readonly read: ReadFile;
}

/**
 * Reads the beginning of the capture, because its first packet decides which packets are from before, and
 * goes on with it once the files from before are read.
 *
 * @param signal ends the reading of the capture
 */
export async function openRecording(
  read: ReadFile,
  before: BeforeFiles,
  readingSeconds: number,
  signal: AbortSignal,
): Promise<Recording> {
  const capture = read(signal)[Symbol.asyncIterator]();
  const begun = await capture.next();
  const head = begun.done === true ? new Uint8Array(0) : begun.value;
  const start = head.subarray(0, headBytes);
  const earliest = earliestTime(start, start.length === before.captureBytes);
  // Then nothing tells which packets the capture has too.
  const isUnknown = earliest === "unknown";
  const usable = isUnknown ? { ...before, files: [], leftOut: before.leftOut + before.files.length } : before;
  const from = before.from === null ? null : timestampIn(before.from);
  return {
    bounds: { captureFrom: isUnknown ? null : earliest, from, filters: before.filters },
    async *read(enough) {
      yield* framesOf(usable, readingSeconds, enough);
      yield markBytes("captureBegins");
      if (head.length > 0) yield head;
      for (let next = await capture.next(); next.done !== true; next = await capture.next()) yield next.value;
    },
  };
}

/** The files from before, without those for which there is no time. */
async function* framesOf(
  { files, leftOut, captureBytes }: BeforeFiles,
  readingSeconds: number,
  enough: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const begunAt = performance.now();
  let bytesDone = 0;
  const fits = (bytesLeft: number): boolean => {
    const secondsDone = (performance.now() - begunAt) / 1000;
    return fitsInTime({ secondsDone, bytesDone, bytesLeft }, readingSeconds);
  };
  for (let index = 0; index < leftOut; index += 1) yield markBytes("fileMissed");
  let bytesLeft = files.reduce((sum, { bytes }) => sum + bytes, captureBytes);
  for (const file of files) {
    let whole = false;
    if (fits(bytesLeft))
      for await (const chunk of chunksOf(file, enough)) {
        whole = chunk === null;
        // The capture itself comes first of all.
        if (chunk === null || !fits(captureBytes)) break;
        yield pieceHead(chunk.length);
        yield chunk;
        bytesDone += chunk.length;
      }
    bytesLeft -= file.bytes;
    yield markBytes(whole ? "fileEnds" : "fileMissed");
  }
}

/** Ends with null once all of the file was there; without it after any fault. */
async function* chunksOf(
  file: BeforeFile,
  enough: AbortSignal,
): AsyncGenerator<Uint8Array | null, void, void> {
  try {
    const opened = await file.open();
    if (opened === null) return;
    for await (const chunk of opened.chunks(enough)) if (chunk.length > 0) yield chunk;
    yield null;
  } catch {
    // It is gone, or another one by now, or storage does not answer.
  }
}
