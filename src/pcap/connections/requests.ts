import { flowField } from "../flows/flowTable.ts";
import { tcpEvent } from "../tcp/tcpEvent.ts";
import { connectionBit, connectionField, serviceSide } from "./connectionField.ts";
import { timed } from "./serviceTimes.ts";
import type { Segment } from "../tcp/segment.ts";
import type { ConnectionTables } from "./connectionTables.ts";

const bit = connectionBit;
const again = tcpEvent.retransmission | tcpEvent.outOfOrder | tcpEvent.lostSegment;
/** Types of TLS records (RFC 8446 section 5.1). */
const tls = { changeCipherSpec: 20, handshake: 22 };
/** Session tickets, which a server sends after the handshake without a request, are smaller. */
const largestTicket = 1200;

/**
 * Times each reply from the last segment of its request to its own first one. The messages of a TLS handshake
 * are no requests.
 *
 * @param segment with data
 * @returns the connection's bits
 */
export function takeRequest(
  tables: ConnectionTables,
  records: DataView,
  segment: Segment,
  events: number,
  bits: number,
): number {
  const { flow, at, firstByte } = segment;
  const side = segment.reversed ? 1 : 0;
  const ports = records.getUint32(flow + flowField.ports, true);
  const asked = bit.asked << (1 - serviceSide(bits, ports >>> 16, ports & 0xffff));
  if ((events & again) !== 0) return bits;
  if (serviceSide(bits, ports >>> 16, ports & 0xffff) === side) {
    if ((bits & asked) === 0) return bits;
    if ((bits & bit.ticketDue) !== 0 && segment.payload <= largestTicket) return bits & ~bit.ticketDue;
    const since = at - records.getFloat64(flow + connectionField.markAt, true);
    tables.time(records, segment, bits, timed.firstByte, since);
    return bits & ~asked;
  }
  // The time of the SYN is still needed.
  if ((bits & (bit.syn * 3)) !== 0 && (bits & bit.completed) === 0) return bits;
  if (firstByte === tls.handshake) return bits & ~asked;
  if (firstByte === tls.changeCipherSpec) return (bits & ~asked) | bit.ticketDue;
  records.setFloat64(flow + connectionField.markAt, at, true);
  return bits | asked;
}
