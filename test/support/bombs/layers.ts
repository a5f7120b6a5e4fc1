import { ipv6Address, u8, u16, u32 } from "../packets/wire.ts";

/** Wraps a packet in another one, with this number in its addresses. */
type Wrapper = (inner: Buffer, number: number) => Buffer;

export const vmAddress = 0x0a010204;
const vmIpv6 = ipv6Address("2001:db8::4");
const subnet = ipv6Address("2001:db8:1:2::");

/** The length field has 16 bits; 0 leaves the length to the capture. */
const lengthField = (bytes: number): number => (bytes > 0xffff ? 0 : bytes);

/** To the VM, from an address of this number. */
export const ipv4 = (protocol: number, source: number, payload: Buffer): Buffer =>
  Buffer.concat([
    u16(0x4500, lengthField(20 + payload.length)),
    u32(0),
    u8(64, protocol, 0, 0),
    u32(source, vmAddress),
    payload,
  ]);

/** An address of one /64. */
export const ipv6Of = (number: number): Buffer =>
  Buffer.concat([subnet.subarray(0, 8), u32(Math.imul(number, 0x9e37), number)]);

const ipv6 = (protocol: number, source: number, payload: Buffer): Buffer =>
  Buffer.concat([
    u32(0x60000000),
    u16(lengthField(payload.length)),
    u8(protocol, 64),
    ipv6Of(source),
    vmIpv6,
    payload,
  ]);

export const udp = (from: number, to: number, payload: Buffer): Buffer =>
  Buffer.concat([u16(from, to, lengthField(8 + payload.length), 0), payload]);

export const tcp = (from: number, to: number, sequence: number, flags: number, payload: Buffer): Buffer =>
  Buffer.concat([u16(from, to), u32(sequence, 1), u8(0x50, flags), u16(8192, 0, 0), payload]);

const ethernetHeader = (type: number): Buffer => Buffer.concat([Buffer.alloc(12), u16(type)]);

/** EtherType of an IP packet by its first bits. */
const typeOf = (packet: Buffer): number => ((packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800);
const protocolOf = (packet: Buffer): number => ((packet[0] ?? 0) >> 4 === 6 ? 41 : 4);

/** An IPv6 packet with extension headers, each with the number of its next one in front. */
function extended(type: number, number: number, header: Buffer, inner: Buffer): Buffer {
  return ipv6(type, number, Buffer.concat([u8(protocolOf(inner)), header, inner]));
}

/** Every way to put one packet into another. */
export const layers = {
  ipv4: (inner, number) => ipv4(protocolOf(inner), number, inner),
  ipv6: (inner, number) => ipv6(protocolOf(inner), number, inner),
  gre: (inner, number) => ipv4(47, number, Buffer.concat([u16(0, typeOf(inner)), inner])),
  icmp: (inner, number) => ipv4(1, number, Buffer.concat([u8(3, 0), u16(0, 0, 0), inner])),
  vxlan: (inner, number) =>
    ipv4(
      17,
      number,
      udp(number & 0xffff, 4789, Buffer.concat([u32(0x08000000, 0), ethernetHeader(typeOf(inner)), inner])),
    ),
  tagged: (inner, number) => {
    const tags = Array.from({ length: 20 }, () => u16(0, 0x8100));
    const frame = Buffer.concat([ethernetHeader(0x8100), ...tags, u16(0, typeOf(inner)), inner]);
    return ipv4(17, number, udp(number & 0xffff, 4789, Buffer.concat([u32(0x08000000, 0), frame])));
  },
  labelled: (inner, number) =>
    ipv4(137, number, Buffer.concat([Buffer.alloc(4 * 20), u8(0, 0, 1, 64), inner])),
  routed: (inner, number) =>
    extended(43, number, Buffer.concat([u8(2, 0, 1), u32(0), ipv6Of(number + 1)]), inner),
  padded: (inner, number) => extended(60, number, Buffer.concat([u8(31), Buffer.alloc(254)]), inner),
  optioned: (inner, number) =>
    extended(0, number, Buffer.concat([u8(31), Buffer.alloc(254, u8(1, 0))]), inner),
} satisfies Readonly<Record<string, Wrapper>>;
export type Layer = keyof typeof layers;
