/** A ring of packets on an armed VM: the files of a continuous capture, of which the oldest makes room. */
export interface RingLimits {
  /** Files that the ring has at most. */
  readonly fileCount: number;
  /** Size of one file. */
  readonly fileBytes: number;
  /** After so long the service ends the session, at most 604800. */
  readonly sessionSeconds: number;
  /** Bytes per packet; 0 keeps whole packets. */
  readonly bytesPerPacket: number;
}
