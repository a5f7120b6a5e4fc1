import { RecordStream } from "../../pcap/file/recordStream.ts";
import { Packet, type PacketSink } from "../../pcap/protocols/packet.ts";

/**
 * When the first packet of a capture file was captured, in milliseconds since the epoch, by the beginning of
 * the file; null where that does not tell.
 */
export function firstPacketAt(head: Uint8Array): number | null {
  let first: number | null = null;
  const sink: PacketSink = {
    foresight: { begin: () => 0, note: () => undefined, fetch: () => undefined, turn: () => undefined },
    packet({ timed, seconds, nanoseconds }) {
      if (timed) first ??= seconds * 1000 + nanoseconds / 1e6;
    },
  };
  new RecordStream(new Packet(), sink, () => false).push(head);
  return first;
}
