/** A frame and the moment at which it passes the VM's network interface, in microseconds since the epoch. */
export interface Packet {
  readonly at: number;
  readonly frame: Buffer;
}

export type Packets = Generator<Packet, void, undefined>;
