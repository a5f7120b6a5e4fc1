import { etherTypes } from "../../protocols/etherTypes.ts";
import { IpHeader, type IpAddressNumbers } from "../../protocols/ip.ts";
import { ipProtocol } from "../../protocols/ipProtocol.ts";
import { readIpv4 } from "../../protocols/ipv4.ts";
import { readIpv6 } from "../../protocols/ipv6.ts";
import { readLink } from "../../protocols/link.ts";
import { ProtocolFrames } from "../../protocols/protocolFrames.ts";
import type { Packet } from "../../protocols/packet.ts";

/** The two addresses of the IPv6 header: offset of the first, and bytes of each. */
const ipv6Addresses = { offset: 8, bytes: 16 } as const;

/** The addresses are read here as they are, because those of packets that are left out need no number. */
const noNumbers: IpAddressNumbers = { number: () => 0, mentionedNumber: () => 0 };

/** One end of a packet. */
export class PacketEnd {
  /** Words in use: one of IPv4, four of IPv6. */
  words = 0;
  readonly address = new Uint32Array(4);
  /** -1: it has none, as a later fragment. */
  port = -1;
}

/** Protocol, addresses and ports of the outermost IP header; one object serves all packets. */
export class OuterEnds {
  protocol = 0;
  readonly source = new PacketEnd();
  readonly destination = new PacketEnd();
  readonly #header = new IpHeader();
  /** Nobody reads these counts. */
  readonly #frames = new ProtocolFrames();

  /** Reads a packet that stands at its link layer, and leaves it there; false when it is not IP, or cut. */
  read(packet: Packet): boolean {
    const { offset, capturedEnd, wireEnd, network } = packet;
    const isRead = this.#readNetwork(packet, readLink(packet, this.#frames));
    if (isRead) this.#readPorts(packet);
    packet.offset = offset;
    packet.capturedEnd = capturedEnd;
    packet.wireEnd = wireEnd;
    packet.network = network;
    return isRead;
  }

  #readNetwork(packet: Packet, type: number): boolean {
    if ((type !== etherTypes.ipv4 && type !== etherTypes.ipv6) || !packet.has(1)) return false;
    const header = this.#header;
    const start = packet.offset;
    // The version field decides, whatever the link layer says.
    if (packet.view.getUint8(start) >> 4 === 6) {
      if (!readIpv6(packet, header, noNumbers)) return false;
      const at = start + ipv6Addresses.offset;
      setWords(this.source, packet.view, at);
      setWords(this.destination, packet.view, at + ipv6Addresses.bytes);
    } else {
      if (!readIpv4(packet, header, noNumbers)) return false;
      setWord(this.source, header.source);
      setWord(this.destination, header.destination);
    }
    this.protocol = header.protocol;
    return true;
  }

  #readPorts(packet: Packet): void {
    const { protocol, laterFragment } = this.#header;
    const hasPorts = protocol === ipProtocol.tcp || protocol === ipProtocol.udp;
    const isThere = hasPorts && !laterFragment && packet.has(4);
    this.source.port = isThere ? packet.view.getUint16(packet.offset) : -1;
    this.destination.port = isThere ? packet.view.getUint16(packet.offset + 2) : -1;
  }
}

function setWord(end: PacketEnd, address: number): void {
  end.words = 1;
  end.address[0] = address;
}

function setWords(end: PacketEnd, view: DataView, at: number): void {
  end.words = 4;
  for (let word = 0; word < 4; word += 1) end.address[word] = view.getUint32(at + 4 * word);
}
