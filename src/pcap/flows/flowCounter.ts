import { beforeFrame } from "../before/beforeFrame.ts";
import { ipVersion, type IpHeader } from "../protocols/ip.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { tcpFlags, tcpHeader } from "../protocols/tcp.ts";
import { beginsAnew, isFirstSyn } from "../tcp/flowState.ts";
import { SegmentReader } from "../tcp/segmentReader.ts";
import { tcpEvent } from "../tcp/tcpEvent.ts";
import { flowKind, innerKind, unpairedKind } from "./flowKind.ts";
import { flowField, type FlowTable } from "./flowTable.ts";
import type { WindowCounts } from "../before/windowCounts.ts";
import type { Packet } from "../protocols/packet.ts";
import type { Timeline } from "../summary/timeline.ts";
import type { SegmentObserver } from "../tcp/segmentObserver.ts";
import type { TcpCounts } from "../tcp/tcpCounts.ts";

/** Adds packets to their flows. */
export class FlowCounter {
  /** Whether the headers being read are within a packet that is counted already. */
  inner = false;
  /** Whether the headers being read are only quoted, and must not count. */
  muted = false;
  /** Number of the virtual network that they run in; 0 for none. */
  network = 0;
  /** Counts again what is in the window of the alert's rule; null without one. */
  window: WindowCounts | null = null;
  readonly #table: FlowTable;
  readonly #header: IpHeader;
  readonly #timeline: Timeline;
  readonly #segments: SegmentReader;

  /** @param header of the packet being read */
  constructor(table: FlowTable, header: IpHeader, timeline: Timeline, observers: readonly SegmentObserver[]) {
    this.#table = table;
    this.#timeline = timeline;
    this.#header = header;
    this.#segments = new SegmentReader(observers);
  }

  get tcp(): TcpCounts {
    return this.#segments.counts;
  }

  /** Counts a packet without ports, or with only a part of its transport header. */
  countPortless(packet: Packet): void {
    if (this.muted) return;
    const { source, destination, protocol, version } = this.#header;
    this.#add(this.#table.find(source, destination, 0, 0, this.#kind(protocol, version, false)), packet);
  }

  /** Counts a fragment other than the first, or a message of Mobile IPv6. */
  countUnpaired(packet: Packet): void {
    if (this.muted) return;
    const { source, destination, protocol, version } = this.#header;
    const kind =
      (this.#kind(protocol, version, false) | (version === ipVersion.ipv6 ? unpairedKind : 0)) >>> 0;
    this.#add(this.#table.find(source, destination, 0, 0, kind), packet);
  }

  /** Counts UDP-Lite as UDP, as tshark does. */
  countDatagram(packet: Packet, sourcePort: number, destinationPort: number): void {
    if (this.muted) return;
    this.#add(this.#findPorted(packet, sourcePort, destinationPort, ipProtocol.udp), packet);
  }

  /**
   * @param packet stands at the TCP header, whose 20 fixed bytes are there
   * @param payload bytes on the wire; -1 when the header's length cannot be true
   * @returns a number for the direction of the connection; -1 when the segment brings no new data
   */
  countSegment(packet: Packet, payload: number): number {
    if (this.muted) return -1;
    const table = this.#table;
    const at = this.#findConnection(packet);
    const { records, reversed } = table;
    this.#add(at, packet);
    // The payload of a first fragment is known only with the other fragments.
    const fragment = this.#header.firstFragment;
    const events = fragment ? 0 : this.#segments.take(records, at, reversed, packet, this.#header, payload);
    const stale = (events & (tcpEvent.copy | tcpEvent.retransmission)) !== 0;
    // Bytes in a reset are at most its reason (RFC 9293 section 3.5.3).
    const reset = (packet.view.getUint8(packet.offset + tcpHeader.flags) & tcpFlags.reset) !== 0;
    return stale || reset || payload <= 0 ? -1 : at + (reversed ? 1 : 0);
  }

  /** Notes a segment that is cut before its flags. */
  noteFlagless(): void {
    if (!this.muted) this.tcp.flagless += 1;
  }

  /** Counts a segment of which only the ports are there. */
  countPorted(packet: Packet): void {
    if (this.muted) return;
    const { view, offset } = packet;
    const sourcePort = view.getUint16(offset + tcpHeader.sourcePort);
    const destinationPort = view.getUint16(offset + tcpHeader.destinationPort);
    this.#add(this.#findPorted(packet, sourcePort, destinationPort, ipProtocol.tcp), packet);
  }

  #findConnection(packet: Packet): number {
    const { view, offset } = packet;
    const table = this.#table;
    const sourcePort = view.getUint16(offset + tcpHeader.sourcePort);
    const destinationPort = view.getUint16(offset + tcpHeader.destinationPort);
    const at = this.#findPorted(packet, sourcePort, destinationPort, ipProtocol.tcp);
    if (!isFirstSyn(view.getUint8(offset + tcpHeader.flags))) return at;
    const sequence = view.getUint32(offset + tcpHeader.sequence);
    return beginsAnew(table.records, at, table.reversed, sequence) ? table.renew(at) : at;
  }

  #findPorted(packet: Packet, sourcePort: number, destinationPort: number, protocol: number): number {
    const header = this.#header;
    const table = this.#table;
    const kind = this.#kind(protocol, header.version, true);
    const { transportSource, transportDestination } = header;
    if (!this.#isRerouted()) {
      return table.find(transportSource, transportDestination, sourcePort, destinationPort, kind);
    }
    // The addresses in the header make a conversation too, but without these ports.
    const { inner } = this;
    this.inner = true;
    this.countPortless(packet);
    this.inner = inner;
    return table.find(
      transportSource,
      transportDestination,
      sourcePort,
      destinationPort,
      (kind | unpairedKind) >>> 0,
    );
  }

  #isRerouted(): boolean {
    const { source, destination, transportSource, transportDestination } = this.#header;
    return transportSource !== source || transportDestination !== destination;
  }

  #kind(protocol: number, version: number, ported: boolean): number {
    const kind = flowKind(protocol, version, ported) | (this.inner ? innerKind : 0);
    return ((this.network << 16) | kind) >>> 0;
  }

  #addToTimeline(at: number, reversed: boolean, { wireLength }: Packet): void {
    const { records } = this.#table;
    const a = records.getUint32(at + flowField.addressA, true);
    const b = records.getUint32(at + flowField.addressB, true);
    this.#timeline.addEnds(this.#header.version, a, b, reversed, wireLength);
  }

  #add(at: number, packet: Packet): void {
    const { records, reversed } = this.#table;
    const frame = records.getUint32(at + flowField.firstFrame, true);
    // Not yet known, or from before the capture.
    if ((frame - 1) >>> 0 >= beforeFrame - 1) {
      records.setUint32(at + flowField.firstFrame, packet.number, true);
      if (frame === 0) records.setFloat64(at + flowField.firstAt, packet.at, true);
    }
    records.setFloat64(at + flowField.lastAt, packet.at, true);
    const packetsAt = at + (reversed ? flowField.packetsBA : flowField.packetsAB);
    const bytesAt = at + (reversed ? flowField.bytesBA : flowField.bytesAB);
    records.setUint32(packetsAt, records.getUint32(packetsAt, true) + 1, true);
    records.setFloat64(bytesAt, records.getFloat64(bytesAt, true) + packet.wireLength, true);
    if (this.inner || !packet.timed) return;
    this.#addToTimeline(at, reversed, packet);
    if (this.window !== null) this.window.add(at, reversed, packet);
  }
}
