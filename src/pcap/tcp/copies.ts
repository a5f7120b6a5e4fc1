import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import { flowState } from "./flowState.ts";
import { side } from "./side.ts";
import type { Segment } from "./segment.ts";

const sets = 2 ** 13;
const wordsOfSet = 4;

/** Times in an entry are in units of 262 microseconds, of which 24 bits are kept: 73 minutes. */
const timeUnit = 2 ** 18;
const timeBits = 0xffffff;
/** Copies of one packet are this far apart at most: 50 milliseconds. */
const copyUnits = 191;
/** The same where the packet bears no number of its own: two milliseconds. */
const likenessUnits = 8;
/** Share of copies among all segments from which on a repeated acknowledgment without a number is a copy. */
const usualShare = 0.2;

/**
 * Recognises a packet that the capture holds twice, as it does on an interface and the one below, before and
 * behind a router, or on mirrored ports. What TCP sends again has another IP identification. Where that is
 * always the same, or there is none, a router's copy has another hop limit; of the others, data that is
 * repeated at once is a copy, and an acknowledgment is one only in a capture that holds copies anyway:
 * duplicate acknowledgments are as alike.
 */
export class Copies {
  /**
   * By set: the last two segments, the later one first, each with a fingerprint and its time, whose upper
   * eight bits are the hop limit.
   */
  readonly #entries = new Int32Array(sets * wordsOfSet);
  #segments = 0;
  #found = 0;

  /** @param checksum of TCP */
  isCopy(records: DataView, segment: Segment, checksum: number): boolean {
    const { flow, reversed, hopLimit } = segment;
    const sizes = (segment.payload << 16) ^ (segment.flags << 24) ^ (segment.window << 4) ^ checksum;
    const numbers = segment.sequence ^ (flow + (reversed ? 1 : 0)) ^ (segment.identification << 13);
    const first = Math.imul(numbers, 0x85ebca6b);
    const print = (first ^ (first >>> 15)) + Math.imul(segment.acknowledged ^ sizes, 0xc2b2ae35);
    const at = (Math.imul(print, 0x9e3779b1) >>> 17) & ((sets - 1) << 2);
    const time = (segment.at / timeUnit) & timeBits;
    const entries = this.#entries;
    this.#segments += 1;
    const place = entries[at] === (print | 0) ? at : at + 2;
    if (entries[place] === (print | 0)) {
      const known = entries[place + 1] ?? 0;
      // Packets of two interfaces may be in the file out of order.
      const apart = Math.abs(((time - known) << 8) >> 8);
      if (apart <= copyUnits && this.#isRepeated(segment, apart, known >>> 24)) {
        this.#found += 1;
        return true;
      }
    }
    entries[at + 2] = entries[at] ?? 0;
    entries[at + 3] = entries[at + 1] ?? 0;
    entries[at] = print;
    entries[at + 1] = time | (hopLimit << 24);
    noteIdentification(records, segment);
    return false;
  }

  #isRepeated(segment: Segment, apart: number, hopLimit: number): boolean {
    if (hopLimit !== segment.hopLimit || isNumbered(segment)) return true;
    if (apart > likenessUnits) return false;
    const takesSequence = segment.payload > 0 || (segment.flags & (tcpFlags.syn | tcpFlags.fin)) !== 0;
    return takesSequence || this.#found > this.#segments * usualShare;
  }
}

/** Whether each packet of this direction has a number of its own, as far as it is seen. */
const isNumbered = ({ reversed, numbered, identification, state }: Segment): boolean =>
  numbered && identification !== 0 && (state & (flowState.constantNumber << (reversed ? 1 : 0))) === 0;

/** Compares the lowest byte with that of the packet before. */
function noteIdentification(records: DataView, segment: Segment): void {
  const { flow, reversed } = segment;
  const at = flow + (reversed ? flowField.sideBA : flowField.sideAB) + side.identification;
  const now = segment.identification & 255;
  const constant = flowState.constantNumber << (reversed ? 1 : 0);
  if (now === records.getUint8(at)) segment.state |= constant;
  else {
    segment.state &= ~constant;
    records.setUint8(at, now);
  }
}
