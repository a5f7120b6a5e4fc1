import { flowField } from "../flows/flowTable.ts";
import { ipVersion, type IpHeader } from "../protocols/ip.ts";
import { tcpFlags, tcpHeader } from "../protocols/tcp.ts";
import { Copies } from "./copies.ts";
import { flowState, noteState } from "./flowState.ts";
import { noteRoundTrip } from "./noteRoundTrip.ts";
import { noteFirstAck, noteWindowScale, scaledWindow } from "./noteWindowScale.ts";
import { Segment } from "./segment.ts";
import { SequenceAnalysis } from "./sequenceAnalysis.ts";
import { TcpCounts } from "./tcpCounts.ts";
import { tcpEvent } from "./tcpEvent.ts";
import type { Packet } from "../protocols/packet.ts";
import type { SegmentObserver } from "./segmentObserver.ts";

const { syn, acknowledgment } = tcpFlags;

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
    const segment = this.#read(flow, reversed, packet, ip, payload);
    const { view, offset } = packet;
    const events = this.#copies.isCopy(records, segment, view.getUint16(offset + tcpHeader.checksum))
      ? tcpEvent.copy
      : this.#analyze(records, segment, packet, payload);
    const own = flow + (reversed ? flowField.sideBA : flowField.sideAB);
    segment.scaledWindow = scaledWindow(records, own);
    const state = records.getUint32(flow + flowField.state, true);
    segment.beginningKnown = (state & (flowState.syn * 3)) !== 0;
    this.counts.take(records, segment, events);
    for (const observer of this.#observers) observer.take(records, segment, events);
    return events;
  }

  #read(flow: number, reversed: boolean, packet: Packet, ip: IpHeader, payload: number): Segment {
    const { view, offset } = packet;
    const segment = this.#segment;
    segment.flow = flow;
    segment.reversed = reversed;
    segment.frame = packet.number;
    segment.at = packet.at;
    segment.wireLength = packet.wireLength;
    segment.sequence = view.getUint32(offset + tcpHeader.sequence);
    segment.acknowledged = view.getUint32(offset + tcpHeader.acknowledgment);
    segment.flags = view.getUint8(offset + tcpHeader.flags);
    segment.window = view.getUint16(offset + tcpHeader.window);
    segment.payload = Math.max(payload, 0);
    segment.hopLimit = ip.hopLimit;
    segment.identification = ip.identification;
    segment.numbered = ip.version === ipVersion.ipv4;
    return segment;
  }

  #analyze(records: DataView, segment: Segment, packet: Packet, payload: number): number {
    const { flow, reversed, flags } = segment;
    noteState(records, segment);
    const events = payload < 0 ? 0 : this.#analysis.take(records, segment);
    const state = records.getUint32(flow + flowField.state, true);
    if ((state & flowState.roundTripKnown) === 0) noteRoundTrip(records, segment);
    const own = flow + (reversed ? flowField.sideBA : flowField.sideAB);
    if (flags & syn) {
      const other = flow + (reversed ? flowField.sideAB : flowField.sideBA);
      if (payload >= 0 && !noteWindowScale(packet, records, own, other)) this.counts.cutSyns += 1;
    } else if (flags & acknowledgment) noteFirstAck(records, own);
    return events;
  }
}
