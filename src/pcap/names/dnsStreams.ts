import type { Packet } from "../protocols/packet.ts";
import type { ProtocolFrames } from "../protocols/protocolFrames.ts";
import type { NameReader } from "./nameReader.ts";

const lengthBytes = 2;
/** The least that is read as a message, as in tshark. */
const leastBytes = 4;
const streamsKept = 1024;

/**
 * Reads DNS over TCP (RFC 7766 section 8): each message follows its length. A message is read as far as its
 * first segment goes.
 */
export class DnsStreams {
  /** Sequence number where the next message begins, by direction of a connection. */
  readonly #next = new Map<number, number>();
  readonly #names: NameReader;

  constructor(names: NameReader) {
    this.#names = names;
  }

  /**
   * @param packet stands at the payload
   * @param sequence number of the payload's first byte
   * @param stream number of the connection's direction
   */
  take(packet: Packet, sequence: number, stream: number, frames: ProtocolFrames): void {
    const { view, offset, capturedEnd } = packet;
    const known = this.#next.get(stream);
    const within = known === undefined ? 0 : (known - sequence) | 0;
    let at = offset + Math.max(within, 0);
    while (at + lengthBytes <= capturedEnd) {
      const end = at + lengthBytes + view.getUint16(at);
      at += lengthBytes;
      const capturedTo = Math.min(end, capturedEnd);
      if (capturedTo - at >= leastBytes) {
        frames.dns += 1;
        this.#names.takeDns(view, at, capturedTo);
      }
      at = end;
    }
    if (at > packet.wireEnd) this.#remember(stream, (sequence + at - offset) >>> 0);
  }

  #remember(stream: number, sequence: number): void {
    this.#next.delete(stream);
    if (this.#next.size === streamsKept) this.#next.clear();
    this.#next.set(stream, sequence);
  }
}
