/** The TCP header, RFC 9293 section 3.1: offsets in bytes. */
export const tcpHeader = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgment: 8,
  /** Length of the header, in words of four bytes, in the upper four bits. */
  length: 12,
  flags: 13,
  window: 14,
  checksum: 16,
  shortest: 20,
} as const;

/** Control bits of the TCP header. */
export const tcpFlags = { fin: 1, syn: 2, reset: 4, acknowledgment: 16 } as const;
