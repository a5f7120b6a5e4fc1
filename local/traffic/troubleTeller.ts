import type { SimulatedPacket, TroubleFacts } from "./simulatedPacket.ts";

/** Marks packets of a trouble, so that `tell` finds them. */
export class TroubleTeller {
  readonly #tell: TroubleFacts["tell"];

  constructor(tell: TroubleFacts["tell"]) {
    this.#tell = tell;
  }

  one(packet: SimulatedPacket, mark = "", value = 0): SimulatedPacket {
    return { ...packet, trouble: { tell: this.#tell, mark, value } };
  }

  /** Packets with what `markOf` says of each. */
  *each(
    packets: Iterable<SimulatedPacket>,
    markOf: (packet: SimulatedPacket) => string = () => "",
  ): Generator<SimulatedPacket, void, undefined> {
    for (const packet of packets) yield this.one(packet, markOf(packet));
  }

  /** Packets of which the first one has a mark, and a value. */
  *first(
    packets: Iterable<SimulatedPacket>,
    mark: string,
    value = 0,
  ): Generator<SimulatedPacket, void, undefined> {
    let isFirst = true;
    for (const packet of packets) {
      yield isFirst ? this.one(packet, mark, value) : this.one(packet);
      isFirst = false;
    }
  }
}
