import { etherTypes } from "./etherTypes.ts";
import type { Packet } from "./packet.ts";

/**
 * An LLC header (IEEE 802.2 section 3.2) of 3 bytes; SNAP (IEEE 802 section 9.2) follows it: offsets in
 * bytes.
 */
const header = { organization: 3, protocol: 6, llcBytes: 3, snapBytes: 8 } as const;
/** DSAP, SSAP and control: SNAP, or IP itself. */
const services = { snap: 0xaaaa03, ip: 0x060603 } as const;
/**
 * Organizations whose protocol ids are EtherTypes (zero, and Cisco's for Ethernet), and IEEE's for bridged
 * frames.
 */
const organizations = { etherType: 0, ciscoEthernet: 0xf8, bridged: 0x80c2 } as const;
/** RFC 2684 section 5.2: with and without a frame check sequence; two bytes of padding precede the frame. */
const bridgedEthernet: readonly number[] = [1, 7];
const bridgedPadding = 2;

/**
 * Moves the packet past the header; returns the EtherType of what follows, or `none`.
 *
 * @param length bytes of the header and what follows, as the frame says
 */
export function readLlc(packet: Packet, length: number): number {
  packet.endAt(packet.offset + length);
  const { view, offset } = packet;
  if (!packet.has(4)) return etherTypes.none;
  const service = view.getUint32(offset) >>> 8;
  if (service === services.ip) {
    packet.offset += header.llcBytes;
    return etherTypes.ipv4;
  }
  if (service !== services.snap || !packet.has(header.snapBytes)) return etherTypes.none;
  const organization = view.getUint32(offset + header.organization) >>> 8;
  const protocol = view.getUint16(offset + header.protocol);
  packet.offset += header.snapBytes;
  if (organization === organizations.bridged) {
    packet.offset += bridgedPadding;
    return bridgedEthernet.includes(protocol) ? etherTypes.ethernet : etherTypes.none;
  }
  return organization === organizations.etherType || organization === organizations.ciscoEthernet
    ? protocol
    : etherTypes.none;
}
