import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import { flowState } from "./flowState.ts";
import { side } from "./side.ts";
import type { Segment } from "./segment.ts";

const kept = 2 ** 15;
const wordsOfEntry = 2;
const hopLimits = 256;

/** Copies of one packet are this far apart at most. */
const copyNanoseconds = 50e6;
/** The same where the packet bears no number of its own. */
const likenessNanoseconds = 2e6;
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
  /** By slot: a fingerprint with the hop limit, and the time. */
  readonly #entries = new Float64Array(kept * wordsOfEntry);
  #segments = 0;
  #found = 0;

  /** @param checksum of TCP */
  isCopy(records: DataView, segment: Segment, checksum: number): boolean {
    const { flow, reversed, identification, at, hopLimit } = segment;
    const sizes = (segment.payload << 16) ^ (segment.flags << 24) ^ (segment.window << 4) ^ checksum;
    const first =
      Math.imul(segment.sequence ^ (flow + (reversed ? 1 : 0)), 0x85ebca6b) ^ (identification << 11);
    const second = Math.imul(segment.acknowledged ^ sizes, 0xc2b2ae35);
    const mixed = Math.imul(first ^ (first >>> 15) ^ second ^ (second >>> 13), 0x9e3779b1);
    const slot = ((mixed >>> 16) & (kept - 1)) * wordsOfEntry;
    const print = ((first + Math.imul(second, 0x27d4eb2f)) >>> 0) * hopLimits;
    const entries = this.#entries;
    const found = entries[slot] ?? 0;
    this.#segments += 1;
    if (found >= print && found < print + hopLimits) {
      const ago = at - (entries[slot + 1] ?? 0);
      if (ago >= 0 && ago <= copyNanoseconds && this.#isRepeated(records, segment, ago, found - print)) {
        this.#found += 1;
        return true;
      }
    }
    entries[slot] = print + hopLimit;
    entries[slot + 1] = at;
    noteIdentification(records, segment);
    return false;
  }

  #isRepeated(records: DataView, segment: Segment, ago: number, hopLimit: number): boolean {
    if (hopLimit !== segment.hopLimit || isNumbered(records, segment)) return true;
    if (ago > likenessNanoseconds) return false;
    const takesSequence = segment.payload > 0 || (segment.flags & (tcpFlags.syn | tcpFlags.fin)) !== 0;
    return takesSequence || this.#found > this.#segments * usualShare;
  }
}

/** Whether each packet of this direction has a number of its own, as far as it is seen. */
function isNumbered(records: DataView, { flow, reversed, numbered, identification }: Segment): boolean {
  if (!numbered || identification === 0) return false;
  const state = records.getUint32(flow + flowField.state, true);
  return (state & (flowState.constantNumber << (reversed ? 1 : 0))) === 0;
}

/** Compares the lowest byte with that of the packet before. */
function noteIdentification(records: DataView, { flow, reversed, identification }: Segment): void {
  const shift = reversed ? 1 : 0;
  const at = flow + (reversed ? flowField.sideBA : flowField.sideAB) + side.identification;
  const before = records.getUint8(at);
  const now = identification & 255;
  if (now !== before) records.setUint8(at, now);
  const state = records.getUint32(flow + flowField.state, true);
  const constant = flowState.constantNumber << shift;
  const next = now === before ? state | constant : state & ~constant;
  if (next !== state) records.setUint32(flow + flowField.state, next >>> 0, true);
}
