/**
 * What a TCP segment shows, as bits: the names and the meaning of Wireshark's `tcp.analysis`. A fast or a
 * spurious retransmission is also a retransmission.
 */
export const tcpEvent = {
  /** The capture holds this packet twice; nothing else is said of it. */
  copy: 1,
  retransmission: 2,
  fastRetransmission: 4,
  spuriousRetransmission: 8,
  outOfOrder: 16,
  lostSegment: 32,
  ackedLostSegment: 64,
  duplicateAck: 128,
  zeroWindow: 256,
  windowFull: 512,
  zeroWindowProbe: 1024,
  keepAlive: 2048,
  keepAliveAck: 4096,
} as const;
