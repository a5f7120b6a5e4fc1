import { flowKind, innerKind, ipv6, unpairedKind } from "./flowKind.ts";
import { flowField, type FlowTable } from "./flowTable.ts";
import { beginsAnew, isFirstSyn, noteBeginnings, TcpHealth } from "./tcpHealth.ts";
import type { NetworkHeader } from "../protocols/ipv4.ts";
import type { Packet } from "../protocols/packet.ts";

const tcp = 6;
const udp = 17;
const reset = 4;

/** Adds packets to their flows. */
export class FlowCounter {
  readonly tcp = new TcpHealth();
  /** Whether what is counted is within a packet that has been counted. */
  inner = false;
  /** Whether what is read is only quoted, and counts towards nothing. */
  muted = false;
  readonly #table: FlowTable;
  readonly #header: NetworkHeader;

  /** @param header of the packet being read */
  constructor(table: FlowTable, header: NetworkHeader) {
    this.#table = table;
    this.#header = header;
  }

  /** What has no ports, or only a part of its header. */
  countPortless(packet: Packet): void {
    if (this.muted) return;
    const { source, destination, protocol, version } = this.#header;
    this.#add(this.#table.find(source, destination, 0, 0, this.#kind(protocol, version, false)), packet);
  }

  /** A fragment other than the first, or a message of Mobile IPv6. */
  countUnpaired(packet: Packet): void {
    if (this.muted) return;
    const { source, destination, protocol, version } = this.#header;
    const kind = this.#kind(protocol, version, false) | (version === ipv6 ? unpairedKind : 0);
    this.#add(this.#table.find(source, destination, 0, 0, kind), packet);
  }

  /** UDP-Lite counts as UDP: conversations of both are one in tshark. */
  countDatagram(packet: Packet, sourcePort: number, destinationPort: number): void {
    if (this.muted) return;
    this.#add(this.#findPorted(packet, sourcePort, destinationPort, udp), packet);
  }

  /**
   * @param packet stands at the TCP header, which is whole
   * @param payload bytes on the wire
   * @returns a number for the direction of the connection; -1 when the segment brings no new data
   */
  countSegment(packet: Packet, payload: number): number {
    if (this.muted) return -1;
    const { view, offset } = packet;
    const table = this.#table;
    const sequence = view.getUint32(offset + 4);
    const flags = view.getUint8(offset + 13);
    const at = this.#findConnection(packet);
    if (at < 0) return at;
    const { records, reversed } = table;
    this.#add(at, packet);
    let fresh = true;
    // How much a first fragment carries is known only with the others.
    if (!this.#header.firstFragment) {
      noteBeginnings(records, at, reversed, sequence, view.getUint32(offset + 8), flags);
      fresh = this.tcp.take(records, at, reversed, sequence, flags, payload);
    }
    // What comes with a reset is at most its reason.
    return fresh && payload > 0 && (flags & reset) === 0 ? at + (reversed ? 1 : 0) : -1;
  }

  /** A segment with a header that is too short or cut counts towards no connection, but may begin one that others belong to. */
  noteBrokenSegment(packet: Packet): void {
    if (!this.muted && !this.#isRerouted()) this.#findConnection(packet);
  }

  #findConnection(packet: Packet): number {
    const { view, offset } = packet;
    const table = this.#table;
    const at = this.#findPorted(packet, view.getUint16(offset), view.getUint16(offset + 2), tcp);
    if (at < 0 || !isFirstSyn(view.getUint8(offset + 13))) return at;
    const anew = beginsAnew(table.records, at, table.reversed, view.getUint32(offset + 4));
    return anew ? table.renew(at) : at;
  }

  #findPorted(packet: Packet, sourcePort: number, destinationPort: number, protocol: number): number {
    const header = this.#header;
    const table = this.#table;
    const kind = this.#kind(protocol, header.version, true);
    const { transportSource, transportDestination } = header;
    if (!this.#isRerouted()) {
      return table.find(transportSource, transportDestination, sourcePort, destinationPort, kind);
    }
    // The addresses of the header make a conversation too, though not one of these ports.
    const { inner } = this;
    this.inner = true;
    this.countPortless(packet);
    this.inner = inner;
    return table.find(
      transportSource,
      transportDestination,
      sourcePort,
      destinationPort,
      kind | unpairedKind,
    );
  }

  #isRerouted(): boolean {
    const { source, destination, transportSource, transportDestination } = this.#header;
    return transportSource !== source || transportDestination !== destination;
  }

  #kind(protocol: number, version: number, ported: boolean): number {
    return flowKind(protocol, version, ported) | (this.inner ? innerKind : 0);
  }

  #add(at: number, packet: Packet): void {
    if (at < 0) return;
    const { records, reversed } = this.#table;
    const packetsAt = at + (reversed ? flowField.packetsBA : flowField.packetsAB);
    const bytesAt = at + (reversed ? flowField.bytesBA : flowField.bytesAB);
    records.setUint32(packetsAt, records.getUint32(packetsAt, true) + 1, true);
    records.setFloat64(bytesAt, records.getFloat64(bytesAt, true) + packet.wireLength, true);
  }
}
