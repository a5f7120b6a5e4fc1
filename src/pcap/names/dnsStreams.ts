import { KeyIndex } from "../tables/keyIndex.ts";
import type { FlowTable } from "../flows/flowTable.ts";
import type { Packet } from "../protocols/packet.ts";
import type { ProtocolFrames } from "../protocols/protocolFrames.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** Takes a DNS message that stands between these offsets. */
export interface DnsSink {
  takeDns(packet: Packet, start: number, end: number, sourcePort: number, destinationPort: number): void;
}

const lengthBytes = 2;
/** The least that is read as a message, as in tshark. */
const leastBytes = 4;
const streamsKept = 1024;

/**
 * Reads DNS over TCP (RFC 7766 section 8): each message follows its length. A message is read as far as its
 * first segment goes.
 */
export class DnsStreams {
  /** Sequence number where the next message begins, by number of the stream. */
  readonly #next = new Uint32Array(streamsKept);
  readonly #streams: KeyIndex;
  readonly #sink: DnsSink;
  readonly #flows: FlowTable;
  #dropped = 0;

  constructor(sink: DnsSink, flows: FlowTable, hash: NumberHash) {
    this.#sink = sink;
    this.#flows = flows;
    this.#streams = new KeyIndex(streamsKept, hash);
  }

  /**
   * @param packet stands at the payload
   * @param sequence number of the payload's first byte
   * @param stream number of the connection's direction
   */
  take(
    packet: Packet,
    sequence: number,
    stream: number,
    frames: ProtocolFrames,
    sourcePort: number,
    destinationPort: number,
  ): void {
    const { view, offset, capturedEnd } = packet;
    this.#forgetDropped();
    const known = this.#streams.find(stream);
    const within = known < 0 ? 0 : ((this.#next[known] ?? 0) - sequence) | 0;
    let at = offset + Math.max(within, 0);
    while (at + lengthBytes <= capturedEnd) {
      const end = at + lengthBytes + view.getUint16(at);
      at += lengthBytes;
      const capturedTo = Math.min(end, capturedEnd);
      if (capturedTo - at >= leastBytes) {
        frames.dns += 1;
        this.#sink.takeDns(packet, at, capturedTo, sourcePort, destinationPort);
      }
      at = end;
    }
    if (at > packet.wireEnd) this.#remember(stream, (sequence + at - offset) >>> 0);
  }

  /** Once flows were dropped, the number of a stream may be another one's. */
  #forgetDropped(): void {
    if (this.#flows.dropped === this.#dropped) return;
    this.#dropped = this.#flows.dropped;
    this.#streams.clear();
  }

  #remember(stream: number, sequence: number): void {
    if (this.#streams.place(stream) < 0) this.#streams.clear();
    this.#next[this.#streams.place(stream)] = sequence;
  }
}
