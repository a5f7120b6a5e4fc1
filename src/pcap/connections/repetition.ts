import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import { connectionBit, connectionField, sinceFirst, waitUnit } from "./connectionField.ts";
import type { Segment } from "../tcp/segment.ts";
import type { EvidenceTable } from "./evidenceTable.ts";

const bit = connectionBit;
/** What is remembered of a repetition. */
const ofRepetition = bit.tracking | bit.repeatFromB | bit.repeatHeard | bit.repeatIrregular;
/** RFC 6298 doubles the wait; timers are coarse, and the first wait may be that of a tail loss probe. */
const leastGrowth = 1.4;
/** Nanoseconds; from here on stacks stop doubling (RFC 6298 section 2.5). */
const longestWait = 50e9;
/** Repetitions from which on their frames are kept. */
const tellingRepeats = 2;

/**
 * Follows the segment that is repeated and not acknowledged: the first one of those that are missing.
 *
 * @param lastAt `Packet.at` of the flow's packet before
 * @returns the connection's bits
 */
export function noteRepetition(
  repeats: EvidenceTable,
  records: DataView,
  segment: Segment,
  bits: number,
  lastAt: number,
): number {
  const { flow, at, sequence, reversed } = segment;
  const fromB = reversed ? bit.repeatFromB : 0;
  const tracked = (bits & bit.tracking) !== 0 && (bits & bit.repeatFromB) === fromB;
  const ahead = (sequence - records.getUint32(flow + connectionField.repeatSequence, true)) | 0;
  if (tracked && ahead > 0) return bits;
  const wait = at - lastAt;
  if (!tracked || ahead < 0) {
    records.setUint16(flow + connectionField.repeats, 1, true);
    records.setUint16(flow + connectionField.repeatBytes, Math.min(segment.payload, 0xffff), true);
    records.setUint32(flow + connectionField.repeatSequence, sequence, true);
    records.setUint32(flow + connectionField.repeatSince, sinceFirst(records, { flow, at: lastAt }), true);
    setWait(records, flow, wait);
    return (bits & ~ofRepetition) | bit.tracking | fromB;
  }
  const count = records.getUint16(flow + connectionField.repeats, true) + 1;
  records.setUint16(flow + connectionField.repeats, Math.min(count, 0xffff), true);
  const before = records.getUint16(flow + connectionField.wait, true) * waitUnit;
  setWait(records, flow, wait);
  if (count >= tellingRepeats) keepFrame(repeats, records, segment);
  return wait < before * leastGrowth && wait < longestWait ? bits | bit.repeatIrregular : bits;
}

/** Ends the repetition with its acknowledgment or a reset; anything else shows that the other side lives. */
export function watchRepetition(records: DataView, segment: Segment, bits: number): number {
  const { flow, reversed, flags, acknowledged } = segment;
  if (((bits & bit.repeatFromB) !== 0) === reversed) return bits;
  const ahead = (acknowledged - records.getUint32(flow + connectionField.repeatSequence, true)) | 0;
  if ((flags & tcpFlags.reset) !== 0 || ahead > 0) return bits & ~ofRepetition;
  return bits | bit.repeatHeard;
}

/** The number of a connection's line; its key has both ports. */
export const connectionLine = (
  repeats: EvidenceTable,
  records: DataView,
  flow: number,
  find: "find" | "place",
): number =>
  repeats[find](
    records.getUint32(flow + flowField.kind, true),
    records.getUint32(flow + flowField.addressA, true),
    records.getUint32(flow + flowField.addressB, true),
    records.getUint32(flow + flowField.ports, true),
    0,
  );

function keepFrame(repeats: EvidenceTable, records: DataView, segment: Segment): void {
  const line = connectionLine(repeats, records, segment.flow, "place");
  if (line >= 0) repeats.note(line, 0, segment.at, segment.frame);
}

function setWait(records: DataView, flow: number, wait: number): void {
  const units = Math.min(Math.max(Math.round(wait / waitUnit), 0), 0xffff);
  records.setUint16(flow + connectionField.wait, units, true);
}
