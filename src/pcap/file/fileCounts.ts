import type { Packet } from "../protocols/packet.ts";

/** What is in the capture file itself. */
export class FileCounts {
  packets = 0;
  capturedBytes = 0;
  largestPacketBytes = 0;
  /** Packets cut by the capture's bytes-per-packet limit. */
  shortened = 0;

  /** Counts a packet that nothing has been read of yet. */
  take({ capturedEnd, offset, wireLength }: Packet): void {
    const captured = capturedEnd - offset;
    this.packets += 1;
    this.capturedBytes += captured;
    if (captured > this.largestPacketBytes) this.largestPacketBytes = captured;
    if (captured < wireLength) this.shortened += 1;
  }
}
