import { tcpEvent } from "../tcp/tcpEvent.ts";
import type { Segment } from "../tcp/segment.ts";

const keptFrames = 3;
/** Payload that no IPv4 packet of 1,500 bytes has room for. */
const largestOrdinaryPayload = 1460;
const gaps = tcpEvent.lostSegment | tcpEvent.ackedLostSegment;
const repairs = tcpEvent.retransmission | tcpEvent.outOfOrder;

/** How often something was seen, and the numbers of its first packets. */
class Sightings {
  count = 0;
  readonly frames: number[] = [];
  firstAt: number | null = null;
  lastAt: number | null = null;

  add({ frame, at }: Segment): void {
    this.count += 1;
    if (this.frames.length < keptFrames && this.frames.at(-1) !== frame) this.frames.push(frame);
    this.firstAt = Math.min(this.firstAt ?? at, at);
    this.lastAt = Math.max(this.lastAt ?? at, at);
  }
}

/** What TCP segments show of the capture itself. */
export class SegmentQuality {
  /** Without copies. */
  segments = 0;
  readonly copies = new Sightings();
  /** Segments that begin behind bytes which the capture lacks, and acknowledgments of such bytes. */
  readonly lost = new Sightings();
  readonly ackedLost = new Sightings();
  /** Segments that may have filled a gap. */
  repairs = 0;
  readonly large = new Sightings();
  largestPayload = 0;

  /** @param events at least one */
  takeEvents(segment: Segment, events: number): void {
    if ((events & repairs) !== 0) this.repairs += 1;
    if ((events & gaps) === 0) return;
    if ((events & tcpEvent.lostSegment) !== 0) this.lost.add(segment);
    if ((events & tcpEvent.ackedLostSegment) !== 0) this.ackedLost.add(segment);
  }

  takeData(segment: Segment): void {
    if (segment.payload <= largestOrdinaryPayload) return;
    this.large.add(segment);
    if (segment.payload > this.largestPayload) this.largestPayload = segment.payload;
  }
}
