import { open } from "node:fs/promises";
import { constants, gunzipSync } from "node:zlib";
import { earliestTime } from "../../src/pcap/before/earliestTime.ts";
import { CaptureAnalyzer, type AnalyzerOptions } from "../../src/pcap/captureAnalyzer.ts";
import { compareTimes, type Timestamp } from "../../src/pcap/file/timestamp.ts";
import { CommandError } from "./command/commandError.ts";
import { fileProblem } from "./command/fileProblem.ts";
import { readCapture } from "./readCapture.ts";

const epoch: Timestamp = { seconds: 0, nanoseconds: 0 };
/** Has the first packet, however large. */
const headBytes = 131_072;

/** An analyzer that has read the files from before a capture, in the order of their packets. */
export async function readBefore(
  options: AnalyzerOptions,
  capture: string,
  files: readonly string[],
): Promise<CaptureAnalyzer> {
  if (files.length === 0) return new CaptureAnalyzer(options);
  const captureFrom = await timeOf(capture);
  if (captureFrom === null)
    throw new CommandError(`${capture} has no packet with a time, so nothing is before it.`);
  const times = await Promise.all(files.map(async (file) => ({ file, time: await timeOf(file) })));
  const sorted = times.sort((one, other) => compareTimes(one.time ?? epoch, other.time ?? epoch));
  const analyzer = new CaptureAnalyzer({ ...options, before: { captureFrom, from: null } });
  for (const { file } of sorted) {
    await readCapture(file, analyzer, () => undefined);
    analyzer.endFile();
  }
  analyzer.beginCapture();
  return analyzer;
}

/** The time of a file's first packet; null without any. */
async function timeOf(file: string): Promise<Timestamp | null> {
  try {
    const time = earliestTime(await headOf(file), true);
    return time === "unknown" ? null : time;
  } catch (error) {
    throw fileProblem(file, error, "Name capture files (pcap or pcapng) with --before.");
  }
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes);
    const head = buffer.subarray(0, bytesRead);
    if (head[0] !== 0x1f || head[1] !== 0x8b) return head;
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } finally {
    await handle.close();
  }
}
