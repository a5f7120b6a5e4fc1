import { connectionField } from "./connectionField.ts";
import type { Segment } from "../tcp/segment.ts";

/** Waits for the acknowledgment of a segment that is larger than all that were acknowledged. */
export function noteSent(records: DataView, { flow, sequence, payload }: Segment, side: number): void {
  const waitingAt = flow + connectionField.waitingAB + 2 * side;
  const passed = records.getUint16(flow + connectionField.passedAB + 2 * side, true);
  if (payload <= passed || records.getUint16(waitingAt, true) !== 0) return;
  records.setUint16(waitingAt, Math.min(payload, 0xffff), true);
  records.setUint32(flow + connectionField.waitingEndAB + 4 * side, (sequence + payload) >>> 0, true);
}

/** @param side that acknowledges */
export function noteAcknowledged(records: DataView, { flow, acknowledged }: Segment, side: number): void {
  const sender = 1 - side;
  const waitingAt = flow + connectionField.waitingAB + 2 * sender;
  const waiting = records.getUint16(waitingAt, true);
  if (waiting === 0) return;
  const end = records.getUint32(flow + connectionField.waitingEndAB + 4 * sender, true);
  if (((acknowledged - end) | 0) < 0) return;
  records.setUint16(flow + connectionField.passedAB + 2 * sender, waiting, true);
  records.setUint16(waitingAt, 0, true);
}
