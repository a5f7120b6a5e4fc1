import assert from "node:assert/strict";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import {
  oddCapture,
  pcapCaptures,
  pcapngCapture,
  type GeneratedCapture,
} from "../packets/generatedCaptures.ts";
import { randomNumbers, type Random } from "../packets/mixture.ts";
import { structuredCapture } from "./structuredCapture.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const summaryLimit = 16 * 1024;
const extremes = [0, 1, 11, 12, 0x7f, 0x80, 0xff, 0xffff, 0x4_0000, 0x4_0001, 0x7fff_ffff, 0xffff_ffff];

/**
 * Analyzes mutated captures, each whole and in random chunks. Fails with the seed and the number of the first
 * case that throws or differs.
 */
export function fuzz(seed: number, cases: number): void {
  const originals = [...pcapCaptures(seed, 12), pcapngCapture(seed, 4), oddCapture()].map(
    ({ bytes }: GeneratedCapture) => bytes,
  );
  for (let number = 0; number < cases; number += 1) {
    const random = randomNumbers(seed * 1_000_003 + number);
    const bytes = mutate(random, originals);
    try {
      check(random, bytes);
    } catch (error) {
      throw new Error(`seed ${seed}, case ${number}`, { cause: error });
    }
  }
}

/** The same with captures of whole protocols, in which single fields are wrong. */
export function fuzzStructured(seed: number, cases: number): void {
  for (let number = 0; number < cases; number += 1) {
    const random = randomNumbers(seed * 1_000_003 + number);
    const bytes = structuredCapture(random);
    try {
      check(random, bytes, random(3) === 0 ? 16 : 4096);
    } catch (error) {
      throw new Error(`seed ${seed}, structured case ${number}`, { cause: error });
    }
  }
}

function check(random: Random, bytes: Buffer, flowCapacity = 16): void {
  const whole = new CaptureAnalyzer({ flowCapacity });
  whole.push(bytes);
  const ended = whole.end();
  assertFindings(ended);
  const summary = JSON.stringify(ended);
  assert.ok(Buffer.byteLength(summary) <= summaryLimit, "the summary is small");
  const { packets, file } = JSON.parse(summary) as { packets: number; file: { bytes: number } };
  assert.equal(file.bytes, bytes.length);
  // The shortest record has 12 bytes.
  assert.ok(packets <= bytes.length / 12, "there are not more packets than fit in the file");
  const parts = new CaptureAnalyzer({ flowCapacity });
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random(random(4) === 0 ? 3 : 2000);
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  assert.equal(JSON.stringify(parts.end()), summary, "chunks make no difference");
}

/** What holds of all findings, whatever was captured. */
function assertFindings({ lead, findings, packets }: CaptureSummary): void {
  assert.ok(lead.length <= 120 && !lead.endsWith("."), lead);
  for (const { text, nextStep, evidence, firstAt, lastAt } of findings) {
    assert.ok(text.length <= 120 && !text.endsWith("."), text);
    assert.ok(!/NaN|undefined|Infinity|\b0%/.test(text), text);
    assert.ok(nextStep.length <= 160 && nextStep.endsWith("."), nextStep);
    assert.ok(
      evidence.frames.every((frame) => frame >= 1 && frame <= packets),
      `${text}: ${evidence.frames.join(", ")}`,
    );
    assert.ok(Object.values(evidence.counts).every(Number.isFinite), text);
    assert.ok(isBefore(firstAt, lastAt), `${text}: ${firstAt} to ${lastAt}`);
  }
}

/** Years of more than four digits have a sign and two more digits, and come last. */
const isBefore = (first: string | null, last: string | null): boolean =>
  first === null || last === null || first.length < last.length || first <= last;

function mutate(random: Random, originals: readonly Buffer[]): Buffer {
  let bytes: Buffer = Buffer.from(pick(random, originals));
  for (let mutations = 1 + random(6); mutations > 0; mutations -= 1) {
    bytes = mutateOnce(random, bytes, originals);
  }
  return bytes;
}

function mutateOnce(random: Random, bytes: Buffer, originals: readonly Buffer[]): Buffer {
  const at = random(Math.max(bytes.length, 1));
  switch (random(8)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      // The rest comes from another capture, maybe in another format or byte order.
      return Buffer.concat([bytes.subarray(0, at), pick(random, originals).subarray(random(400))]);
    case 2:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.alloc(random(70), random(256)),
        bytes.subarray(at),
      ]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(at + random(40), bytes.length))]);
    case 4:
      // The lengths in the formats are numbers of four bytes.
      if (at + 4 <= bytes.length) bytes.writeUInt32LE(extremes[random(extremes.length)] ?? 0, at & ~3);
      return bytes;
    case 5:
      if (at + 2 <= bytes.length) bytes.writeUInt16BE((extremes[random(extremes.length)] ?? 0) & 0xffff, at);
      return bytes;
    default:
      for (let flips = 1 + random(20); flips > 0 && bytes.length > 0; flips -= 1) {
        bytes[random(bytes.length)] = random(256);
      }
      return bytes;
  }
}

const pick = (random: Random, originals: readonly Buffer[]): Buffer =>
  originals[random(originals.length)] ?? Buffer.alloc(0);
