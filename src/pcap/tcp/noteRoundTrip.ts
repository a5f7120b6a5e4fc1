import { flowField } from "../flows/flowTable.ts";
import { tcpFlags } from "../protocols/tcp.ts";
import { flowState } from "./flowState.ts";
import type { Segment } from "./segment.ts";

const { syn, acknowledgment } = tcpFlags;

/**
 * Measures the handshake from its last SYN to the first acknowledgment after it, of either side: the initial
 * round trip of Wireshark. It is called for segments until it is known.
 */
export function noteRoundTrip(records: DataView, { flow, flags, at }: Segment): void {
  const state = records.getUint32(flow + flowField.state, true);
  const field = flow + flowField.roundTrip;
  if ((flags & (syn | acknowledgment)) === syn) {
    records.setFloat64(field, at, true);
    records.setUint32(flow + flowField.state, state | flowState.synTimed, true);
  } else if ((flags & (syn | acknowledgment)) === acknowledgment && state & flowState.synTimed) {
    const since = at - records.getFloat64(field, true);
    // As in Wireshark, a handshake of no time at all is not known yet.
    if (since === 0) return;
    records.setFloat64(field, since, true);
    records.setUint32(flow + flowField.state, (state & ~flowState.synTimed) | flowState.roundTripKnown, true);
  }
}
