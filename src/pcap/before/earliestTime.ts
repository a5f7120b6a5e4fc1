import { RecordStream } from "../file/recordStream.ts";
import { compareTimes, secondsBefore, type Timestamp } from "../file/timestamp.ts";
import { Packet, type PacketSink } from "../protocols/packet.ts";

/** Packets of several queues may be in the file out of order, but not by more than this. */
const disorderSeconds = 1;

/**
 * The time of a capture's earliest packet; null when it has none, "unknown" when its beginning does not tell.
 *
 * @param head the beginning of the file
 * @param isWhole whether that is all of it
 */
export function earliestTime(head: Uint8Array, isWhole: boolean): Timestamp | null | "unknown" {
  const times: Timestamp[] = [];
  const sink: PacketSink = {
    foresight: { begin: () => 0, note: () => undefined, fetch: () => undefined, turn: () => undefined },
    packet({ timed, seconds, nanoseconds }) {
      if (timed) times.push({ seconds, nanoseconds });
    },
  };
  new RecordStream(new Packet(), sink, () => false).push(head);
  const [first] = times;
  if (first === undefined) return isWhole ? null : "unknown";
  const near = times.filter((time) => compareTimes(time, secondsBefore(first, disorderSeconds)) >= 0);
  return near.reduce((earliest, time) => (compareTimes(time, earliest) < 0 ? time : earliest));
}
