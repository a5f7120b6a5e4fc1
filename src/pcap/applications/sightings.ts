import type { Packet } from "../protocols/packet.ts";

/** Packets kept as evidence. */
const kept = 3;

/** One end of a conversation with a service. */
interface Client {
  readonly address: number;
  readonly port: number;
}

/** How often something was seen, when, and where first. */
export class Sightings {
  count = 0;
  /** `Packet.at`. */
  firstAt = 0;
  lastAt = 0;
  /** `Packet.number` of the first few. */
  readonly frames: number[] = [];
  /** Who talked to the service in the first few. */
  readonly clients: Client[] = [];

  note({ at, number }: Packet, client: number, clientPort: number): void {
    if (this.count === 0) this.firstAt = at;
    this.count += 1;
    this.lastAt = at;
    if (this.frames.length < kept && this.frames.at(-1) !== number) this.frames.push(number);
    if (this.clients.length < kept) this.clients.push({ address: client, port: clientPort });
  }
}
