import { compareTimes, type Timestamp } from "../file/timestamp.ts";
import type { Flow } from "../flows/flow.ts";
import type { FlowCompanion } from "../flows/flowTable.ts";
import type { Packet } from "../protocols/packet.ts";

/** A time from its beginning up to its end. */
export interface TimeWindow {
  readonly from: Readonly<Timestamp>;
  readonly to: Readonly<Timestamp>;
}

/** Counts packets and bytes of flows once more, those of a window only. */
export class WindowCounts implements FlowCompanion {
  readonly window: TimeWindow;
  readonly #recordBytes: number;
  /** By flow and direction. */
  readonly #packets: Uint32Array;
  readonly #bytes: Float64Array;

  /**
   * @param capacity flows
   * @param recordBytes of a flow's record
   */
  constructor(window: TimeWindow, capacity: number, recordBytes: number) {
    this.window = window;
    this.#recordBytes = recordBytes;
    this.#packets = new Uint32Array(2 * capacity);
    this.#bytes = new Float64Array(2 * capacity);
  }

  /** @param at offset of the flow's record */
  add(at: number, reversed: boolean, packet: Packet): void {
    const { from, to } = this.window;
    if (compareTimes(packet, from) < 0 || compareTimes(packet, to) >= 0) return;
    const place = this.#placeOf(at) + (reversed ? 1 : 0);
    this.#packets[place] = (this.#packets[place] ?? 0) + 1;
    this.#bytes[place] = (this.#bytes[place] ?? 0) + packet.wireLength;
  }

  clear(at: number): void {
    const place = this.#placeOf(at);
    this.#packets.fill(0, place, place + 2);
    this.#bytes.fill(0, place, place + 2);
  }

  move(from: number, to: number): void {
    const place = this.#placeOf(from);
    this.#packets.copyWithin(this.#placeOf(to), place, place + 2);
    this.#bytes.copyWithin(this.#placeOf(to), place, place + 2);
  }

  /** Leaves the flow only what it has in the window. */
  narrow(flow: Flow, at: number): void {
    const place = this.#placeOf(at);
    [flow.ab, flow.ba].forEach((traffic, side) => {
      traffic.packets = this.#packets[place + side] ?? 0;
      traffic.bytes = this.#bytes[place + side] ?? 0;
    });
  }

  #placeOf(at: number): number {
    return (2 * at) / this.#recordBytes;
  }
}
