import { flowKind, innerKind, ipv6, unpairedKind } from "./flowKey.ts";
import { type FlowTable, flowField } from "./flowTable.ts";
import type { NetworkHeader } from "./networkLayer.ts";
import type { Packet } from "./packet.ts";
import { TcpHealth, beginsAnew, isFirstSyn, noteBeginnings } from "./tcpHealth.ts";

const reset = 4;

/** Adds packets to their flows. */
export class FlowCounter {
  readonly tcp = new TcpHealth();
  /** Whether what is counted is within a packet that has been counted. */
  inner = false;
  private readonly table: FlowTable;
  private readonly header: NetworkHeader;

  /** @param header of the packet being read */
  constructor(table: FlowTable, header: NetworkHeader) {
    this.table = table;
    this.header = header;
  }

  /** What has no ports, or only a part of its header. */
  countPortless(packet: Packet): void {
    const { source, destination, protocol, version } = this.header;
    this.add(this.table.find(source, destination, 0, 0, this.kind(protocol, version, false)), packet);
  }

  /** A fragment other than the first, or a message of Mobile IPv6. */
  countUnpaired(packet: Packet): void {
    const { source, destination, protocol, version } = this.header;
    const kind = this.kind(protocol, version, false) | (version === ipv6 ? unpairedKind : 0);
    this.add(this.table.find(source, destination, 0, 0, kind), packet);
  }

  countDatagram(packet: Packet, sourcePort: number, destinationPort: number): void {
    this.add(this.findPorted(packet, sourcePort, destinationPort), packet);
  }

  /**
   * @param packet stands at the TCP header, which is whole
   * @param payload bytes on the wire
   * @returns a number for the direction of the connection; -1 when the segment brings no new data
   */
  countSegment(packet: Packet, payload: number): number {
    const { view, offset } = packet;
    const { table } = this;
    const sequence = view.getUint32(offset + 4);
    const flags = view.getUint8(offset + 13);
    let at = this.findPorted(packet, view.getUint16(offset), view.getUint16(offset + 2));
    if (at < 0) return at;
    if (isFirstSyn(flags) && beginsAnew(table.records, at, table.reversed, sequence)) at = table.renew(at);
    noteBeginnings(table.records, at, table.reversed, sequence, view.getUint32(offset + 8), flags);
    this.add(at, packet);
    const fresh = this.tcp.take(table.records, at, table.reversed, sequence, flags, payload);
    // What comes with a reset is at most its reason.
    return fresh && payload > 0 && (flags & reset) === 0 ? at + (table.reversed ? 1 : 0) : -1;
  }

  private findPorted(packet: Packet, sourcePort: number, destinationPort: number): number {
    const { header, table } = this;
    const kind = this.kind(header.protocol, header.version, true);
    const { transportSource, transportDestination } = header;
    if (transportSource === header.source && transportDestination === header.destination) {
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

  private kind(protocol: number, version: number, ported: boolean): number {
    return flowKind(protocol, version, ported) | (this.inner ? innerKind : 0);
  }

  private add(at: number, packet: Packet): void {
    if (at < 0) return;
    const { records, reversed } = this.table;
    const packetsAt = at + (reversed ? flowField.packetsBA : flowField.packetsAB);
    const bytesAt = at + (reversed ? flowField.bytesBA : flowField.bytesAB);
    records.setUint32(packetsAt, records.getUint32(packetsAt, true) + 1, true);
    records.setFloat64(bytesAt, records.getFloat64(bytesAt, true) + packet.wireLength, true);
  }
}
