/** The TCP segment being read. One object serves all segments, so that reading allocates nothing. */
export class Segment {
  /** Offset of its flow's record, and whether it runs from B to A. */
  flow = 0;
  reversed = false;
  /** Of its packet: `Packet.number` and `Packet.at`. */
  frame = 0;
  at = 0;
  sequence = 0;
  acknowledged = 0;
  flags = 0;
  /** As in the header, not scaled. */
  window = 0;
  /** Bytes on the wire. */
  payload = 0;
  /** Of the payload; -1 when it was not captured. */
  firstByte = -1;
  /** A hop limit and, of IPv4, an identification, by which copies of a packet are known. */
  hopLimit = 0;
  identification = 0;
}
