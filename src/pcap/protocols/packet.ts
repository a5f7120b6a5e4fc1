/** The packet being read. One object serves all packets, so that reading allocates nothing. */
export class Packet {
  view: DataView = new DataView(new ArrayBuffer(0));
  /** In `view`: where the layer being read begins. */
  offset = 0;
  /** In `view`: where the captured bytes end. */
  capturedEnd = 0;
  /** In `view`: where the layer being read would end had nothing been cut. */
  wireEnd = 0;
  /** Bytes on the wire. */
  wireLength = 0;
  /** In the file, from 1, as Wireshark's `frame.number`. */
  number = 0;
  /**
   * Whole nanoseconds since the second of the capture's first packet; less than 0 for an earlier one. A
   * packet without a time has that of the one before.
   */
  at = 0;
  /** Time since the epoch; the nanoseconds are those within the second. */
  seconds = 0;
  nanoseconds = 0;
  /** False for a simple packet block of pcapng, which has no time. */
  timed = true;
  linkType = 0;
  /** The innermost virtual network so far: the kind of its tunnel, then its number in 24 bits; 0 for none. */
  network = 0;

  /** Ends the layer where its header says; what follows is padding. */
  endAt(end: number): void {
    this.wireEnd = Math.min(this.wireEnd, end);
    this.capturedEnd = Math.min(this.capturedEnd, end);
  }

  /** Whether the layer being read has this many captured bytes. */
  has(bytes: number): boolean {
    return this.offset + bytes <= this.capturedEnd;
  }
}

/** Learns of packets of Ethernet before they are read. Nothing but speed depends on it. */
export interface PacketForesight {
  /** Forgets the packets before; returns how many may be noted. */
  begin(): number;
  /** Notes a packet, which begins at this offset. */
  note(view: DataView, offset: number, end: number): void;
  /** Called when all are noted. */
  fetch(): void;
  /** Called for each packet in turn, before it is read. */
  turn(): void;
}

/** Takes each packet as it is read; must not keep the object. */
export interface PacketSink {
  packet(packet: Packet): void;
  readonly foresight: PacketForesight;
}
