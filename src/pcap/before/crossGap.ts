import { connectionBit, connectionField } from "../connections/connectionField.ts";
import { hasPorts, protocolOf } from "../flows/flowKind.ts";
import { flowField } from "../flows/flowTable.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { connectionOutcome, isHalfOpen, outcomeOf } from "../tcp/connectionOutcome.ts";
import { flowState } from "../tcp/flowState.ts";
import { duplicates, side } from "../tcp/side.ts";
import type { RecordingGap } from "./recordingGap.ts";

const bit = connectionBit;

/** Nanoseconds: a SYN is repeated after a second, then after twice the time each (RFC 6298). */
const firstWait = 1.5e9;

/** What a gap ends: repetitions, requests and silences whose end was not recorded. */
const openEnds =
  bit.tracking |
  bit.repeatFromB |
  bit.repeatHeard |
  bit.repeatIrregular |
  bit.repeatPassed |
  (bit.asked * 3) |
  (bit.resumed * 3) |
  (bit.closed * 3) |
  bit.ticketDue;

/**
 * Takes a flow over a time in which nothing was recorded: what comes behind it is compared with nothing from
 * before it, and what was still open then is not told as lost, dead or unanswered.
 *
 * @param at offset of the flow's record
 */
export function crossGap(records: DataView, at: number, gap: RecordingGap): void {
  const kind = records.getUint32(at + flowField.kind, true);
  if (protocolOf(kind) !== ipProtocol.tcp || !hasPorts(kind)) return;
  forgetSequence(records, at + flowField.sideAB);
  forgetSequence(records, at + flowField.sideBA);
  const state = records.getUint32(at + flowField.state, true);
  const bits = records.getUint32(at + connectionField.bits, true);
  const [newState, newBits] = isPending(records, at, gap) ? withoutPending(state, bits) : [state, bits];
  const forgotten = (flowState.analyzed * 3) | (flowState.keptAlive * 3) | flowState.synTimed;
  records.setUint32(at + flowField.state, newState & ~forgotten, true);
  records.setUint32(at + connectionField.bits, newBits & ~openEnds, true);
  records.setFloat64(at + connectionField.lastAt, gap.endAt, true);
}

/** The window's scale stays, which only a SYN tells. */
function forgetSequence(records: DataView, at: number): void {
  records.setInt32(at + side.next, 0, true);
  records.setInt32(at + side.contiguous, 0, true);
  records.setInt32(at + side.lastAck, 0, true);
  duplicates.reset(records, at);
}

/** Whether the next repetition was due in the gap, and with it, maybe, the answer. */
function isPending(records: DataView, at: number, { startAt }: RecordingGap): boolean {
  const firstAt = records.getFloat64(at + flowField.firstAt, true);
  const lastAt = records.getFloat64(at + flowField.lastAt, true);
  return startAt - lastAt < lastAt - firstAt + firstWait;
}

/** Leaves no outcome to a handshake that may have gone on. */
function withoutPending(state: number, bits: number): [state: number, bits: number] {
  if (outcomeOf(state) === connectionOutcome.unanswered)
    return [state & ~(flowState.syn * 3), bits & ~(bit.syn * 3)];
  if (!isHalfOpen(state)) return [state, bits];
  const own = (state & flowState.syn) !== 0 ? 0 : 1;
  return [state | (flowState.heard << own), bits | bit.completed];
}
