/** The TCP segment being read. One object serves all segments, so that reading allocates nothing. */
export class Segment {
  /** Offset of its flow's record, and whether it runs from B to A. */
  flow = 0;
  reversed = false;
  /** Bits of `flowState` of its flow: also whether the connection's beginning was seen. */
  state = 0;
  /** Of its packet: `Packet.number`, `Packet.at` and `Packet.wireLength`. */
  frame = 0;
  at = 0;
  wireLength = 0;
  sequence = 0;
  acknowledged = 0;
  flags = 0;
  /** As in the header, not scaled: see `scaledWindow`. */
  window = 0;
  /** Bytes on the wire. */
  payload = 0;
  hopLimit = 0;
  /** IPv4's identification, or IPv6's flow label. */
  identification = 0;
  /** Whether the identification is one of the packet, and not of the flow. */
  numbered = false;
}
