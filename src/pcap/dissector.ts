import { AddressTable } from "./addressTable.ts";
import { flowKind, fragmentKind, ipv6 } from "./flowKey.ts";
import { type FlowTable, flowField } from "./flowTable.ts";
import { DnsStreams } from "./dnsStreams.ts";
import { etherTypes, readLink } from "./linkLayer.ts";
import { NetworkHeader, readIpv4, readIpv6 } from "./networkLayer.ts";
import type { Packet, PacketSink } from "./packet.ts";
import { ProtocolFrames } from "./protocolFrames.ts";
import { TcpHealth, beginsAnew, isFirstSyn, noteBeginnings } from "./tcpHealth.ts";
import type { Timeline } from "./timeline.ts";
import type { NameReader } from "./nameReader.ts";

const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;
const dnsPort = 53;
const none = -1;

/** The counts that every packet adds to, and the way from a packet to its flow. */
export class Dissector implements PacketSink {
  packets = 0;
  wireBytes = 0;
  capturedBytes = 0;
  /** Packets cut by the capture's bytes-per-packet limit. */
  shortened = 0;
  readonly frames = new ProtocolFrames();
  readonly tcp = new TcpHealth();
  readonly addresses: AddressTable;
  private readonly header = new NetworkHeader();
  private readonly flows: FlowTable;
  private readonly timeline: Timeline;
  private readonly names: NameReader;
  private readonly dnsStreams: DnsStreams;

  constructor(addresses: AddressTable, flows: FlowTable, timeline: Timeline, names: NameReader) {
    this.addresses = addresses;
    this.flows = flows;
    this.timeline = timeline;
    this.names = names;
    this.dnsStreams = new DnsStreams(names);
  }

  packet(packet: Packet): void {
    const captured = packet.capturedEnd - packet.offset;
    this.packets += 1;
    this.wireBytes += packet.wireLength;
    this.capturedBytes += captured;
    if (captured < packet.wireLength) this.shortened += 1;
    if (packet.timed) this.timeline.add(packet.seconds, packet.nanoseconds, packet.wireLength);
    const type = readLink(packet, this.frames);
    if (type === etherTypes.ipv4) this.takeIpv4(packet);
    else if (type === etherTypes.ipv6) this.takeIpv6(packet);
    else if (type === etherTypes.arp && packet.has(2)) this.frames.arp += 1;
  }

  private takeIpv4(packet: Packet): void {
    if (!packet.has(1)) return;
    this.frames.ip += 1;
    // The version decides, whatever the link layer announced.
    if (packet.view.getUint8(packet.offset) >> 4 === 6) this.takeIpv6(packet);
    else if (readIpv4(packet, this.header)) this.takeTransport(packet);
  }

  private takeIpv6(packet: Packet): void {
    this.frames.ipv6 += 1;
    if (readIpv6(packet, this.header, this.addresses)) this.takeTransport(packet);
  }

  private takeTransport(packet: Packet): void {
    const { header } = this;
    const protocol = header.laterFragment ? none : header.protocol;
    if (protocol === protocols.tcp) this.takeTcp(packet);
    else if (protocol === protocols.udp) this.takeUdp(packet);
    else {
      if (protocol === protocols.icmp && packet.has(6)) this.frames.icmp += 1;
      if (protocol === protocols.icmpv6) this.frames.icmpv6 += 1;
      this.count(packet, 0, 0, false);
    }
  }

  private takeTcp(packet: Packet): void {
    if (packet.has(4)) this.frames.tcp += 1;
    const { view, offset } = packet;
    const headerBytes = packet.has(20) ? (view.getUint8(offset + 12) >> 4) * 4 : 0;
    if (headerBytes < 20 || !packet.has(headerBytes)) {
      this.count(packet, 0, 0, false);
      return;
    }
    const sequence = view.getUint32(offset + 4);
    const flags = view.getUint8(offset + 13);
    const at = this.findConnection(view, offset, sequence, flags);
    if (at < 0) return;
    this.add(at, packet.wireLength);
    const payload = Math.max(packet.wireEnd - offset - headerBytes, 0);
    const { records, reversed } = this.flows;
    const fresh = this.tcp.take(records, at, reversed, sequence, flags, payload);
    packet.offset = offset + headerBytes;
    if (payload === 0 || !fresh) return;
    if (isDns(view, offset)) this.dnsStreams.take(packet, sequence, at + (reversed ? 1 : 0), this.frames);
    else this.names.takeSegment(packet, this.header);
  }

  private findConnection(view: DataView, offset: number, sequence: number, flags: number): number {
    let at = this.find(view.getUint16(offset), view.getUint16(offset + 2), true);
    if (at < 0) return at;
    const { records, reversed } = this.flows;
    if (isFirstSyn(flags) && beginsAnew(records, at, reversed, sequence)) at = this.flows.renew(at);
    noteBeginnings(records, at, reversed, sequence, view.getUint32(offset + 8), flags);
    return at;
  }

  private takeUdp(packet: Packet): void {
    if (packet.has(4)) this.frames.udp += 1;
    if (!packet.has(8) || packet.view.getUint16(packet.offset + 4) < 8) {
      this.count(packet, 0, 0, false);
      return;
    }
    const { view, offset } = packet;
    const sourcePort = view.getUint16(offset);
    const destinationPort = view.getUint16(offset + 2);
    this.count(packet, sourcePort, destinationPort, true);
    packet.offset = offset + 8;
    if (isDns(view, offset) && packet.has(4)) {
      this.frames.dns += 1;
      this.names.takeDns(view, packet.offset, packet.capturedEnd);
    }
  }

  private count(packet: Packet, sourcePort: number, destinationPort: number, ported: boolean): void {
    const at = this.find(sourcePort, destinationPort, ported);
    if (at >= 0) this.add(at, packet.wireLength);
  }

  private find(sourcePort: number, destinationPort: number, ported: boolean): number {
    const { header } = this;
    const kind =
      flowKind(header.protocol, header.version, ported) |
      (header.laterFragment && header.version === ipv6 ? fragmentKind : 0);
    return this.flows.find(header.source, header.destination, sourcePort, destinationPort, kind);
  }

  private add(at: number, bytes: number): void {
    const { records, reversed } = this.flows;
    const packetsAt = at + (reversed ? flowField.packetsBA : flowField.packetsAB);
    const bytesAt = at + (reversed ? flowField.bytesBA : flowField.bytesAB);
    records.setUint32(packetsAt, records.getUint32(packetsAt, true) + 1, true);
    records.setFloat64(bytesAt, records.getFloat64(bytesAt, true) + bytes, true);
  }
}

const isDns = (view: DataView, portsAt: number): boolean =>
  view.getUint16(portsAt) === dnsPort || view.getUint16(portsAt + 2) === dnsPort;
