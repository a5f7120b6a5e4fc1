import { Applications } from "./applications/applications.ts";
import { beforeFrame } from "./before/beforeFrame.ts";
import { CaptureClock } from "./file/captureClock.ts";
import { FileCounts } from "./file/fileCounts.ts";
import { FlowCounter } from "./flows/flowCounter.ts";
import { Foresight } from "./foresight.ts";
import { ErrorMessages } from "./messages/errorMessages.ts";
import { DnsStreams } from "./names/dnsStreams.ts";
import { isTcpDns, looksLikeDns } from "./protocols/dns.ts";
import { readEncapsulation } from "./protocols/encapsulation.ts";
import { etherTypes } from "./protocols/etherTypes.ts";
import { readIcmpQuote } from "./protocols/icmp.ts";
import { IpHeader, ipVersion } from "./protocols/ip.ts";
import { ipProtocol } from "./protocols/ipProtocol.ts";
import { readIpv4 } from "./protocols/ipv4.ts";
import { readIpv6 } from "./protocols/ipv6.ts";
import { readLink } from "./protocols/link.ts";
import { ProtocolFrames } from "./protocols/protocolFrames.ts";
import { tcpHeader } from "./protocols/tcp.ts";
import { readIpTunnel, readUdpTunnel } from "./protocols/tunnels/tunnel.ts";
import { udpHeader, udpService, udpServiceOf } from "./protocols/udp.ts";
import { KeyIndex } from "./tables/keyIndex.ts";
import type { FlowTable } from "./flows/flowTable.ts";
import type { NameReader } from "./names/nameReader.ts";
import type { Packet, PacketSink } from "./protocols/packet.ts";
import type { Timeline } from "./summary/timeline.ts";
import type { AddressTable } from "./tables/addressTable.ts";
import type { NumberHash } from "./tables/keyedHash.ts";
import type { SegmentObserver } from "./tcp/segmentObserver.ts";

const { none } = etherTypes;
/** As many as a flow's kind has numbers for. */
const mostNetworks = 0xffff;

/** Takes each packet apart, layer by layer, and adds it to the counts and to its flows. */
export class Dissector implements PacketSink {
  packets = 0;
  wireBytes = 0;
  /** Of the packets, those of the capture file; the others are from before. */
  readonly file = new FileCounts();
  /** Segments without flags, from before the capture. */
  flaglessBefore = 0;
  readonly frames = new ProtocolFrames();
  readonly clock = new CaptureClock();
  readonly messages: ErrorMessages;
  readonly #uncounted = new ProtocolFrames();
  /** Counts of the headers being read: `frames`, or `#uncounted` for those that only an ICMP error quotes. */
  #counted = this.frames;
  readonly flows: FlowCounter;
  readonly foresight: Foresight;
  readonly #addresses: AddressTable;
  readonly #header = new IpHeader();
  readonly #timeline: Timeline;
  readonly applications: Applications;
  readonly #dnsStreams: DnsStreams;
  /** Numbers virtual networks from 1; those that find no place are network 0. */
  readonly #networks: KeyIndex;

  constructor(
    addresses: AddressTable,
    flows: FlowTable,
    timeline: Timeline,
    names: NameReader,
    hash: NumberHash,
    observers: readonly SegmentObserver[],
  ) {
    this.#addresses = addresses;
    this.foresight = new Foresight(flows);
    this.#networks = new KeyIndex(mostNetworks, hash);
    this.messages = new ErrorMessages(addresses, hash);
    this.flows = new FlowCounter(flows, this.#header, timeline, observers);
    this.#timeline = timeline;
    this.applications = new Applications(names, this.#header, hash);
    this.#dnsStreams = new DnsStreams(this.applications, flows, hash);
  }

  packet(packet: Packet): void {
    this.file.take(packet);
    packet.number = this.file.packets;
    this.#take(packet);
  }

  /** Takes a packet from before the capture, which belongs to the traffic, but not to the file. */
  packetBefore(packet: Packet): void {
    packet.number = beforeFrame;
    this.#take(packet);
    this.flaglessBefore = this.flows.tcp.flagless;
  }

  #take(packet: Packet): void {
    this.packets += 1;
    if (packet.timed) packet.at = this.clock.since(packet.seconds, packet.nanoseconds);
    this.wireBytes += packet.wireLength;
    if (packet.timed) this.#timeline.add(packet.seconds, packet.nanoseconds, packet.wireLength);
    packet.network = 0;
    this.flows.inner = false;
    this.flows.network = 0;
    this.flows.muted = false;
    this.#counted = this.frames;
    let type = this.#takeNetwork(packet, readLink(packet, this.frames));
    // The flow of a tunnel comes before those of its content.
    for (; type !== none; type = this.#takeNetwork(packet, readEncapsulation(packet, this.#counted, type))) {
      this.flows.inner = true;
      if (packet.network !== 0) this.flows.network = this.#networks.place(packet.network) + 1;
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
    // The version field decides, whatever the link layer says.
    if (packet.view.getUint8(packet.offset) >> 4 === 6) return this.#takeIpv6(packet);
    return readIpv4(packet, this.#header, this.#addresses) ? this.#takeTransport(packet) : none;
  }

  #takeIpv6(packet: Packet): number {
    this.#counted.ipv6 += 1;
    return readIpv6(packet, this.#header, this.#addresses) ? this.#takeTransport(packet) : none;
  }

  #takeTransport(packet: Packet): number {
    const header = this.#header;
    if (header.laterFragment) {
      // tshark counts one without any payload as a conversation.
      if (packet.wireEnd > packet.offset) this.flows.countUnpaired(packet);
      else this.flows.countPortless(packet);
      return none;
    }
    switch (header.protocol) {
      case ipProtocol.tcp:
        this.#takeTcp(packet);
        return none;
      case ipProtocol.udp:
      case ipProtocol.udpLite:
        return this.#takeUdp(packet);
      case ipProtocol.icmp:
        if (packet.has(6)) this.#counted.icmp += 1;
        return this.#takeMessage(packet);
      case ipProtocol.icmpv6:
        if (header.version === ipVersion.ipv6 || packet.wireEnd > packet.offset) this.#counted.icmpv6 += 1;
        return this.#takeMessage(packet);
      case ipProtocol.mobility:
        this.flows.countUnpaired(packet);
        return none;
      default:
        this.flows.countPortless(packet);
        return readIpTunnel(packet, header.protocol);
    }
  }

  /**
   * As in tshark, headers and conversations of a quoted packet do not count; the content of its datagram or
   * segment does.
   */
  #takeMessage(packet: Packet): number {
    const { version } = this.#header;
    this.flows.countPortless(packet);
    if (!this.flows.muted) this.messages.take(packet, this.#header, this.flows.inner);
    if (!readIcmpQuote(packet, version)) return none;
    this.flows.muted = true;
    this.#counted = this.#uncounted;
    return version === ipVersion.ipv4 ? etherTypes.ipv4 : etherTypes.ipv6;
  }

  #takeTcp(packet: Packet): void {
    if (!packet.has(tcpHeader.shortest)) {
      this.#takeCutTcp(packet);
      return;
    }
    this.#counted.tcp += 1;
    const { view, offset } = packet;
    const headerBytes = (view.getUint8(offset + tcpHeader.length) >> 4) * 4;
    const sound = headerBytes >= tcpHeader.shortest && offset + headerBytes <= packet.wireEnd;
    const payload = sound ? packet.wireEnd - offset - headerBytes : -1;
    const direction = this.flows.countSegment(packet, payload);
    if (direction < 0 || !packet.has(headerBytes)) return;
    packet.offset = offset + headerBytes;
    const sourcePort = view.getUint16(offset + tcpHeader.sourcePort);
    const destinationPort = view.getUint16(offset + tcpHeader.destinationPort);
    const sequence = view.getUint32(offset + tcpHeader.sequence);
    if (isTcpDns(sourcePort, destinationPort))
      this.#dnsStreams.take(packet, sequence, direction, this.frames, sourcePort, destinationPort);
    else this.applications.takeSegment(packet, sourcePort, destinationPort, sequence);
  }

  /** Takes as much as there is of a segment without its 20 fixed bytes. */
  #takeCutTcp(packet: Packet): void {
    // Otherwise it is a fragment that is as short as this, or nonsense.
    if (packet.wireEnd - packet.offset >= tcpHeader.shortest) this.flows.noteFlagless();
    if (!packet.has(tcpHeader.sequence)) {
      this.flows.countPortless(packet);
      return;
    }
    this.#counted.tcp += 1;
    this.flows.countPorted(packet);
  }

  #takeUdp(packet: Packet): number {
    const { view, offset } = packet;
    const lite = this.#header.protocol === ipProtocol.udpLite;
    if (packet.has(4) && !lite) this.#counted.udp += 1;
    const length = packet.has(udpHeader.bytes) ? this.#datagramLength(packet) : 0;
    if (length === 0) {
      this.flows.countPortless(packet);
      return none;
    }
    const sourcePort = view.getUint16(offset + udpHeader.sourcePort);
    const destinationPort = view.getUint16(offset + udpHeader.destinationPort);
    this.flows.countDatagram(packet, sourcePort, destinationPort);
    this.#counted = this.frames;
    packet.endAt(offset + length);
    packet.offset = offset + udpHeader.bytes;
    const service = udpServiceOf(sourcePort, destinationPort);
    if (isDatagramDns(packet, service)) {
      this.#counted.dns += 1;
      if (!this.flows.muted)
        this.applications.takeDns(packet, packet.offset, packet.capturedEnd, sourcePort, destinationPort);
      return none;
    }
    if (service === udpService.unknown && !this.flows.muted)
      this.applications.takeDatagram(packet, sourcePort, destinationPort);
    return readUdpTunnel(packet, service);
  }

  /**
   * Header and payload in bytes; 0 when the length field cannot be true. In UDP-Lite the field has another
   * meaning (RFC 3828).
   */
  #datagramLength({ view, offset, wireEnd }: Packet): number {
    const length = view.getUint16(offset + udpHeader.length);
    if (this.#header.protocol === ipProtocol.udpLite) return wireEnd - offset;
    // It is zero in a jumbogram (RFC 2675).
    if (length === 0 && this.#header.version === ipVersion.ipv6) return wireEnd - offset;
    return length < udpHeader.bytes ? 0 : length;
  }
}

/** @param packet stands at the payload */
const isDatagramDns = (packet: Packet, service: number): boolean =>
  service === udpService.dns ? packet.has(4) : service === udpService.unknown && looksLikeDns(packet);
