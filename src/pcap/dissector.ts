import { FlowCounter } from "./flows/flowCounter.ts";
import { ipv4, ipv6 } from "./flows/flowKind.ts";
import { DnsStreams } from "./names/dnsStreams.ts";
import { readFraming } from "./protocols/encapsulation.ts";
import { etherTypes } from "./protocols/etherTypes.ts";
import { readTunnel, readUdpTunnel } from "./protocols/gre.ts";
import { findQuotedPacket } from "./protocols/icmp.ts";
import { NetworkHeader, readIpv4, readIpv6 } from "./protocols/ipv4.ts";
import { readLink } from "./protocols/link.ts";
import { ProtocolFrames } from "./protocols/protocolFrames.ts";
import { isTcpDns } from "./protocols/tcp.ts";
import { looksLikeDns, udpService, udpServiceOf } from "./protocols/udp.ts";
import type { AddressTable } from "./flows/addressTable.ts";
import type { FlowTable } from "./flows/flowTable.ts";
import type { NameReader } from "./names/nameReader.ts";
import type { Packet, PacketSink } from "./protocols/packet.ts";
import type { Timeline } from "./summary/timeline.ts";

const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58, mobility: 135, udpLite: 136 } as const;
const udpHeaderBytes = 8;
const { none } = etherTypes;

/** The counts that every packet adds to, and the way from a packet to its flow. */
export class Dissector implements PacketSink {
  packets = 0;
  wireBytes = 0;
  capturedBytes = 0;
  /** Packets cut by the capture's bytes-per-packet limit. */
  shortened = 0;
  readonly frames = new ProtocolFrames();
  readonly #uncounted = new ProtocolFrames();
  /** Where the headers being read count: one of the two. */
  #counted = this.frames;
  readonly flows: FlowCounter;
  readonly addresses: AddressTable;
  readonly #header = new NetworkHeader();
  readonly #timeline: Timeline;
  readonly #names: NameReader;
  readonly #dnsStreams: DnsStreams;

  constructor(addresses: AddressTable, flows: FlowTable, timeline: Timeline, names: NameReader) {
    this.addresses = addresses;
    this.flows = new FlowCounter(flows, this.#header);
    this.#timeline = timeline;
    this.#names = names;
    this.#dnsStreams = new DnsStreams(names);
  }

  packet(packet: Packet): void {
    const captured = packet.capturedEnd - packet.offset;
    this.packets += 1;
    this.wireBytes += packet.wireLength;
    this.capturedBytes += captured;
    if (captured < packet.wireLength) this.shortened += 1;
    if (packet.timed) this.#timeline.add(packet.seconds, packet.nanoseconds, packet.wireLength);
    this.flows.inner = false;
    this.flows.muted = false;
    this.#counted = this.frames;
    let type = this.#takeNetwork(packet, readLink(packet, this.frames));
    // What tunnels carry comes after their own flow.
    for (; type !== none; type = this.#takeNetwork(packet, readFraming(packet, this.#counted, type))) {
      this.flows.inner = true;
    }
  }

  /** Returns the EtherType of what the packet carries whole; `none` for no tunnel. */
  #takeNetwork(packet: Packet, type: number): number {
    if (type === etherTypes.ipv4) return this.#takeIpv4(packet);
    if (type === etherTypes.ipv6) return this.#takeIpv6(packet);
    if ((type === etherTypes.arp || type === etherTypes.reverseArp) && packet.has(2)) this.#counted.arp += 1;
    return none;
  }

  #takeIpv4(packet: Packet): number {
    if (!packet.has(1)) return none;
    this.#counted.ip += 1;
    // The version decides, whatever the link layer announced.
    if (packet.view.getUint8(packet.offset) >> 4 === 6) return this.#takeIpv6(packet);
    return readIpv4(packet, this.#header, this.addresses) ? this.#takeTransport(packet) : none;
  }

  #takeIpv6(packet: Packet): number {
    this.#counted.ipv6 += 1;
    return readIpv6(packet, this.#header, this.addresses) ? this.#takeTransport(packet) : none;
  }

  #takeTransport(packet: Packet): number {
    const header = this.#header;
    if (header.laterFragment) {
      // tshark takes one without any bytes for a conversation after all.
      if (packet.wireEnd > packet.offset) this.flows.countUnpaired(packet);
      else this.flows.countPortless(packet);
      return none;
    }
    switch (header.protocol) {
      case protocols.tcp:
        this.#takeTcp(packet);
        return none;
      case protocols.udp:
      case protocols.udpLite:
        return this.#takeUdp(packet);
      case protocols.icmp:
        if (packet.has(6)) this.#counted.icmp += 1;
        return this.#takeMessage(packet);
      case protocols.icmpv6:
        if (header.version === ipv6 || packet.wireEnd > packet.offset) this.#counted.icmpv6 += 1;
        return this.#takeMessage(packet);
      case protocols.mobility:
        this.flows.countUnpaired(packet);
        return none;
      default:
        this.flows.countPortless(packet);
        return readTunnel(packet, header.protocol);
    }
  }

  /** Of a quoted packet tshark counts neither headers nor conversations, but all that a datagram or a segment in it carries. */
  #takeMessage(packet: Packet): number {
    const { version } = this.#header;
    this.flows.countPortless(packet);
    if (!findQuotedPacket(packet, version)) return none;
    this.flows.muted = true;
    this.#counted = this.#uncounted;
    return version === ipv4 ? etherTypes.ipv4 : etherTypes.ipv6;
  }

  #takeTcp(packet: Packet): void {
    if (packet.has(4)) this.#counted.tcp += 1;
    const { view, offset } = packet;
    const headerBytes = packet.has(20) ? (view.getUint8(offset + 12) >> 4) * 4 : 0;
    if (headerBytes < 20 || !packet.has(headerBytes)) {
      if (packet.has(14)) this.flows.noteBrokenSegment(packet);
      this.flows.countPortless(packet);
      return;
    }
    const payload = Math.max(packet.wireEnd - offset - headerBytes, 0);
    const direction = this.flows.countSegment(packet, payload);
    packet.offset = offset + headerBytes;
    if (direction < 0) return;
    if (isTcpDns(view.getUint16(offset), view.getUint16(offset + 2))) {
      this.#dnsStreams.take(packet, view.getUint32(offset + 4), direction, this.frames);
    } else this.#names.takeSegment(packet, this.#header);
  }

  #takeUdp(packet: Packet): number {
    const { view, offset } = packet;
    const lite = this.#header.protocol === protocols.udpLite;
    if (packet.has(4) && !lite) this.#counted.udp += 1;
    const length = packet.has(udpHeaderBytes) ? this.#datagramLength(packet) : 0;
    if (length === 0) {
      this.flows.countPortless(packet);
      return none;
    }
    const sourcePort = view.getUint16(offset);
    const destinationPort = view.getUint16(offset + 2);
    this.flows.countDatagram(packet, sourcePort, destinationPort);
    this.#counted = this.frames;
    packet.endAt(offset + length);
    packet.offset = offset + udpHeaderBytes;
    const service = udpServiceOf(sourcePort, destinationPort);
    if (isDatagramDns(packet, service)) {
      this.#counted.dns += 1;
      if (!this.flows.muted) this.#names.takeDns(view, packet.offset, packet.capturedEnd);
      return none;
    }
    return readUdpTunnel(packet, service);
  }

  /** 0 for a length that cannot be; the length field of UDP-Lite says how much its checksum covers (RFC 3828). */
  #datagramLength({ view, offset, wireEnd }: Packet): number {
    const length = view.getUint16(offset + 4);
    if (this.#header.protocol === protocols.udpLite) return wireEnd - offset;
    // Zero in a jumbogram (RFC 2675).
    if (length === 0 && this.#header.version === ipv6) return wireEnd - offset;
    return length < udpHeaderBytes ? 0 : length;
  }
}

/** @param packet stands at the payload */
const isDatagramDns = (packet: Packet, service: number): boolean =>
  service === udpService.dns ? packet.has(4) : service === udpService.unknown && looksLikeDns(packet);
