import { tcpFlags } from "../protocols/tcp.ts";
import { tcpEvent } from "./tcpEvent.ts";
import type { Segment } from "./segment.ts";

/** Counts segments by what they show. */
export class TcpCounts {
  /** All segments that were analyzed, copies among them. */
  segments = 0;
  resets = 0;
  copies = 0;
  retransmissions = 0;
  fastRetransmissions = 0;
  spuriousRetransmissions = 0;
  outOfOrder = 0;
  lostSegments = 0;
  ackedLostSegments = 0;
  duplicateAcks = 0;
  zeroWindows = 0;
  windowFull = 0;
  keepAlives = 0;
  /** SYNs whose options are cut, so that windows cannot be told from there on. */
  cutSyns = 0;
  /** Segments without their flags: they are cut before, and with them outcomes are unknown. */
  flagless = 0;

  take(segment: Segment, events: number): void {
    this.segments += 1;
    if (events === tcpEvent.copy) this.copies += 1;
    else if (events !== 0 || segment.flags & tcpFlags.reset) this.#count(segment, events);
  }

  #count(segment: Segment, events: number): void {
    if (segment.flags & tcpFlags.reset) this.resets += 1;
    if (events & tcpEvent.retransmission) this.retransmissions += 1;
    if (events & tcpEvent.fastRetransmission) this.fastRetransmissions += 1;
    if (events & tcpEvent.spuriousRetransmission) this.spuriousRetransmissions += 1;
    if (events & tcpEvent.outOfOrder) this.outOfOrder += 1;
    if (events & tcpEvent.lostSegment) this.lostSegments += 1;
    if (events & tcpEvent.ackedLostSegment) this.ackedLostSegments += 1;
    if (events & tcpEvent.duplicateAck) this.duplicateAcks += 1;
    if (events & tcpEvent.zeroWindow) this.zeroWindows += 1;
    if (events & tcpEvent.windowFull) this.windowFull += 1;
    if (events & tcpEvent.keepAlive) this.keepAlives += 1;
  }
}
