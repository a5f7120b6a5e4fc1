import { flowField } from "../flows/flowTable.ts";
import { ipVersion, type IpHeader } from "../protocols/ip.ts";
import { tcpFlags, tcpHeader } from "../protocols/tcp.ts";
import { Copies } from "./copies.ts";
import { flowState, isSettled, noteState } from "./flowState.ts";
import { noteRoundTrip } from "./noteRoundTrip.ts";
import { noteWindowScale } from "./noteWindowScale.ts";
import { Segment } from "./segment.ts";
import { SequenceAnalysis } from "./sequenceAnalysis.ts";
import { TcpCounts } from "./tcpCounts.ts";
import { tcpEvent } from "./tcpEvent.ts";
import type { Packet } from "../protocols/packet.ts";
import type { SegmentObserver } from "./segmentObserver.ts";

const { fin, syn, reset, acknowledgment } = tcpFlags;
const lifeFlags = fin | syn | reset | acknowledgment;

/** Reads TCP segments, tells what they show, and shows them to the observers. */
export class SegmentReader {
  readonly counts = new TcpCounts();
  readonly #segment = new Segment();
  readonly #copies = new Copies();
  readonly #analysis = new SequenceAnalysis();
  readonly #observers: readonly SegmentObserver[];

  constructor(observers: readonly SegmentObserver[]) {
    this.#observers = observers;
  }

  /**
   * @param packet stands at the TCP header, whose 20 fixed bytes are there
   * @param flow offset of the flow's record
   * @param payload bytes on the wire; -1 when the header's length cannot be true
   * @returns bits of `tcpEvent`
   */
  take(
    records: DataView,
    flow: number,
    reversed: boolean,
    packet: Packet,
    ip: IpHeader,
    payload: number,
  ): number {
    const { view, offset } = packet;
    const segment = this.#segment;
    const state = records.getInt32(flow + flowField.state, true);
    segment.flow = flow;
    segment.reversed = reversed;
    segment.state = state;
    segment.frame = packet.number;
    segment.at = packet.at;
    segment.wireLength = packet.wireLength;
    segment.sequence = view.getUint32(offset + tcpHeader.sequence);
    segment.acknowledged = view.getUint32(offset + tcpHeader.acknowledgment);
    segment.flags = view.getUint8(offset + tcpHeader.flags);
    segment.window = view.getUint16(offset + tcpHeader.window);
    segment.payload = payload < 0 ? 0 : payload;
    segment.hopLimit = ip.hopLimit;
    segment.identification = ip.identification;
    segment.numbered = ip.version === ipVersion.ipv4;
    let events: number = tcpEvent.copy;
    if (!this.#copies.isCopy(records, segment, view.getUint16(offset + tcpHeader.checksum))) {
      events = payload < 0 ? 0 : this.#analysis.take(records, segment);
      if ((segment.flags & lifeFlags) !== acknowledgment || !isSettled(segment.state, reversed))
        this.#noteLife(records, segment, packet, payload);
    }
    if (segment.state !== state) records.setInt32(flow + flowField.state, segment.state, true);
    this.counts.take(segment, events);
    for (const observer of this.#observers) observer.take(records, segment, events);
    return events;
  }

  #noteLife(records: DataView, segment: Segment, packet: Packet, payload: number): void {
    const { flow, reversed, flags } = segment;
    noteState(records, segment);
    if ((segment.state & flowState.roundTripKnown) === 0) noteRoundTrip(records, segment);
    if (flags & syn) {
      const [own, other] = reversed
        ? [flow + flowField.sideBA, flow + flowField.sideAB]
        : [flow + flowField.sideAB, flow + flowField.sideBA];
      segment.state |= flowState.unscaled << (reversed ? 1 : 0);
      if (payload >= 0 && !noteWindowScale(packet, records, own, other)) this.counts.cutSyns += 1;
    } else if (flags & acknowledgment) segment.state &= ~(flowState.unscaled << (reversed ? 1 : 0));
  }
}
