import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { readCapture } from "../local/cli/readCapture.ts";
import { CaptureAnalyzer } from "../src/pcap/captureAnalyzer.ts";

const usage = `node bench/analyze.ts [--size MEBIBYTES]
Analyzes a generated capture (1024 MiB unless told), mean packet about 730 bytes, 200,000 conversations, and compares with
capinfos and "tshark -q -z conv,ip" on the same file. Every time is that of a whole process.`;

const mebibyte = 1024 * 1024;
const conversations = 200_000;
const recordHeaderBytes = 16;
const wireLengths = [66, 1400, 90, 1364];
const budgets = { capinfos: 2, tshark: 10, memoryMebibytes: 150 };

/** Writes TCP traffic between one VM and many peers, in both directions. */
function writeCapture(file: string, size: number): void {
  const handle = openSync(file, "w");
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  writeSync(handle, header);
  const batch = Buffer.alloc(4 * mebibyte);
  let state = 1;
  let written = header.length;
  for (let packet = 0; written < size;) {
    let used = 0;
    while (used + 2048 <= batch.length && written + used < size) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      used += writePacket(batch, used, packet, state);
      packet += 1;
    }
    writeSync(handle, batch, 0, used);
    written += used;
  }
  closeSync(handle);
}

function writePacket(batch: Buffer, at: number, packet: number, random: number): number {
  const length = wireLengths[random >>> 30] ?? 66;
  const conversation = (random >>> 8) % conversations;
  const microseconds = packet * 150;
  const frame = at + recordHeaderBytes;
  batch.fill(0, at, frame + length);
  batch.writeUInt32LE(1_700_000_000 + Math.floor(microseconds / 1e6), at);
  batch.writeUInt32LE(microseconds % 1e6, at + 4);
  batch.writeUInt32LE(length, at + 8);
  batch.writeUInt32LE(length, at + 12);
  batch.writeUInt16BE(0x0800, frame + 12);
  batch.writeUInt16BE(0x4500, frame + 14);
  batch.writeUInt16BE(length - 14, frame + 16);
  batch.writeUInt16BE(0x4006, frame + 22);
  const outbound = (random & 0x80) !== 0;
  batch.writeUInt32BE(0x0a010204, frame + (outbound ? 26 : 30));
  batch.writeUInt32BE(0x2d000000 + conversation, frame + (outbound ? 30 : 26));
  batch.writeUInt16BE(1024 + (conversation % 60_000), frame + (outbound ? 34 : 36));
  batch.writeUInt16BE(443, frame + (outbound ? 36 : 34));
  batch.writeUInt32BE((packet * 1400) >>> 0, frame + 38);
  batch.writeUInt16BE(0x5010, frame + 46);
  return recordHeaderBytes + length;
}

/** Seconds that a command takes; null when it is not installed. */
function seconds(command: string, args: readonly string[]): { seconds: number; output: string } | null {
  const before = performance.now();
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  return status === 0 ? { seconds: (performance.now() - before) / 1000, output: stdout } : null;
}

/** What the measured process does. */
async function analyzeOnly(file: string): Promise<void> {
  const analyzer = new CaptureAnalyzer();
  await readCapture(file, analyzer, () => undefined);
  const { packets, exact, conversations: found } = analyzer.end();
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ packets, exact, pairs: found.counts.ip, peakMebibytes }));
}

function compare(file: string): void {
  const size = statSync(file).size;
  // Once before, so that all three read from memory.
  seconds("capinfos", ["-c", file]);
  const ours = seconds(process.execPath, [import.meta.filename, "--file", file]);
  if (ours === null) throw new Error("The analysis failed.");
  const facts = JSON.parse(ours.output) as {
    packets: number;
    exact: boolean;
    pairs: number;
    peakMebibytes: number;
  };
  const mebibytesPerSecond = size / mebibyte / ours.seconds;
  console.log(`${facts.packets} packets, ${facts.pairs} pairs of addresses, exact: ${facts.exact}`);
  console.log(`analysis  ${ours.seconds.toFixed(2)} s  ${mebibytesPerSecond.toFixed(0)} MiB/s`);
  const memory = facts.peakMebibytes;
  console.log(`memory    ${memory.toFixed(0)} MiB at its peak (budget ${budgets.memoryMebibytes})`);
  let missed = memory > budgets.memoryMebibytes;
  for (const [tool, args, budget] of [
    ["capinfos", [file], budgets.capinfos],
    ["tshark", ["-q", "-z", "conv,ip", "-r", file], budgets.tshark],
  ] as const) {
    const theirs = seconds(tool, args);
    if (theirs === null) {
      console.log(`${tool.padEnd(9)} not installed`);
      continue;
    }
    const ratio = theirs.seconds / ours.seconds;
    missed ||= ratio < budget;
    console.log(
      `${tool.padEnd(9)} ${theirs.seconds.toFixed(2)} s  ${ratio.toFixed(1)} × ours (budget ${budget})`,
    );
  }
  // In a small file the start of the process outweighs the reading.
  if (missed && size >= 1024 * mebibyte) process.exitCode = 1;
}

const { values } = parseArgs({
  options: { size: { type: "string", default: "1024" }, file: { type: "string" }, help: { type: "boolean" } },
});
if (values.help === true) console.log(usage);
else if (values.file !== undefined) await analyzeOnly(values.file);
else {
  const folder = mkdtempSync(join(tmpdir(), "analyze-"));
  try {
    const file = join(folder, "bench.pcap");
    writeCapture(file, Number(values.size) * mebibyte);
    compare(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
