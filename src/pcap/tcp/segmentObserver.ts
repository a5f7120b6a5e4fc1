import type { Segment } from "./segment.ts";

/** Takes each TCP segment that counts, once it is analyzed. */
export interface SegmentObserver {
  /**
   * @param records of the flow table, with the flow's record at `segment.flow`
   * @param events bits of `tcpEvent`
   */
  take(records: DataView, segment: Segment, events: number): void;
}
