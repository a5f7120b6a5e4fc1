import { ack, tcp, type Ends } from "../packets/vmTraffic.ts";
import type { TimedPacket } from "./timedPackets.ts";

/** Segments of one TLS connection, each side's bytes in segments of at most 1,400. */
export class TlsConnection {
  readonly packets: TimedPacket[] = [];
  readonly #there: Ends;
  readonly #back: Ends;
  readonly #sent = { client: 1, server: 1 };
  #at: number;

  constructor(at: number, there: Ends) {
    this.#at = at;
    this.#there = there;
    const [source, sourcePort, destination, destinationPort] = there;
    this.#back = [destination, destinationPort, source, sourcePort];
  }

  send(side: "client" | "server", bytes: Buffer, most = 1_400): this {
    for (let at = 0; at < bytes.length; at += most) {
      const part = bytes.subarray(at, at + most);
      this.packets.push([
        this.#at,
        tcp(side === "client" ? this.#there : this.#back, this.#sent[side], ack, part),
      ]);
      this.#sent[side] += part.length;
      this.#at += 0.001;
    }
    return this;
  }
}

/** The packets of several connections. */
export const connections = (count: number, of: (index: number) => TlsConnection): TimedPacket[] =>
  Array.from({ length: count }, (_, index) => of(index).packets).flat();
