import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import { flowState } from "./flowState.ts";
import type { Segment } from "./segment.ts";

const { syn, acknowledgment } = tcpFlags;

/**
 * Measures the handshake from its last SYN to the first acknowledgment after it, of either side: the initial
 * round trip of Wireshark. It is called for segments until it is known.
 */
export function noteRoundTrip(records: DataView, segment: Segment): void {
  const { flow, at } = segment;
  const opening = segment.flags & (syn | acknowledgment);
  if (opening === syn) {
    records.setFloat64(flow + flowField.roundTrip, at, true);
    segment.state |= flowState.synTimed;
  } else if (opening === acknowledgment && segment.state & flowState.synTimed) {
    const since = at - records.getFloat64(flow + flowField.roundTrip, true);
    // As in Wireshark, a handshake of no time at all is not known yet.
    if (since <= 0) return;
    records.setFloat64(flow + flowField.roundTrip, since, true);
    segment.state = (segment.state & ~flowState.synTimed) | flowState.roundTripKnown;
  }
}
