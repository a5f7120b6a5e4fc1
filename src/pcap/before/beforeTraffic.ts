/** Packets from before the capture, of files that were read with it. */
export interface BeforeTraffic {
  /** Those that count: the capture's filters let them through. */
  readonly packets: number;
  /** On the wire. */
  readonly bytes: number;
  /** ISO 8601, UTC, with nanoseconds, of the packets that count here. */
  readonly firstPacketAt: string | null;
  readonly lastPacketAt: string | null;
  /** Of the capture itself; null without packets. */
  readonly captureFrom: string | null;
  /** Packets of these files that the capture has too: they are left out. */
  readonly overlapPackets: number;
  /** Packets from before the capture that its filters do not let through; absent without filters. */
  readonly filteredPackets?: number;
  /**
   * From the last packet of these files, also of those that the filters leave out, to the capture's first; 0
   * with an overlap; null without packets.
   */
  readonly gapSeconds: number | null;
  /** Files that were read to their end, or to the capture's first packet. */
  readonly files: number;
  /** Files, or parts of them, that were not read: too many bytes, no time, gone, or damaged. */
  readonly unreadFiles: number;
}
