import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pcapFile } from "../support/packets/captureFiles.ts";
import { ipv4Packet, ipv6Packet, u8, u16, u32, udpDatagram } from "../support/packets/wire.ts";
import { analyzed, assertAgreement } from "../support/tshark/agreement.ts";
import { withoutTshark } from "../support/tshark/tshark.ts";

const datagram = udpDatagram(40_000, 7001, Buffer.alloc(20));
const inner = ipv4Packet({ source: "10.3.0.1", destination: "10.3.0.2", protocol: 17 }, datagram);
const inner6 = ipv6Packet({ source: "fd03::1", destination: "fd03::2", protocol: 17 }, datagram);
const macs = Buffer.from("02aa00000001" + "02aa00000002", "hex");
/** tshark asks whether the first bytes belong to a maker of network cards. */
const knownMacs = Buffer.from("cc070d080000" + "cc000a640000", "hex");
const ethernet = (type: number, packet: Buffer): Buffer => Buffer.concat([macs, u16(type), packet]);
const outer = (protocol: number, payload: Buffer): Buffer =>
  ethernet(0x0800, ipv4Packet({ source: "10.0.0.1", destination: "10.0.0.2", protocol }, payload));
const inUdp = (port: number, payload: Buffer): Buffer => outer(17, udpDatagram(40_001, port, payload));
const gre = (type: number, packet: Buffer): Buffer => Buffer.concat([u16(0, type), packet]);
const nsh = (words: number, metadataType: number, next: number, packet: Buffer): Buffer =>
  Buffer.concat([
    u8(0, words, metadataType, next),
    u32(0x102),
    Buffer.alloc(Math.max(words * 4 - 8, 0)),
    packet,
  ]);
const macsec = (flags: number, rest: Buffer, packet: Buffer): Buffer =>
  ethernet(0x88e5, Buffer.concat([u8(flags, 0), u32(7), rest, u16(0x0800), packet, Buffer.alloc(16, 0xcc)]));
const pim = (first: number, packet: Buffer): Buffer =>
  outer(103, Buffer.concat([u8(first, 0), u16(0), u32(0), packet]));
const labels = (count: number): Buffer =>
  u32(...Array.from({ length: count }, (_, index) => (index + 1 === count ? 0x00010140 : 0x00010040)));
const wire = (frame: Buffer, kept: number) => ({ seconds: 1, nanoseconds: 0, frame, kept });
const captureOn = (link: number, ...frames: Buffer[]): Buffer =>
  pcapFile(
    frames.map((frame) => wire(frame, frame.length)),
    { link, littleEndian: true, nanoseconds: false },
  );
const captured = (...frames: Buffer[]): Buffer => captureOn(1, ...frames);
const null4 = (...header: number[]): Buffer => Buffer.concat([u8(...header), inner]);

const carrying: Readonly<Record<string, Buffer>> = {
  "GRE in UDP": captured(inUdp(4754, gre(0x0800, inner)), inUdp(4754, gre(0x6558, ethernet(0x86dd, inner6)))),
  "a service header": captured(
    ethernet(0x894f, nsh(2, 2, 1, inner)),
    ethernet(0x894f, nsh(6, 1, 2, inner6)),
    ethernet(0x894f, nsh(2, 2, 3, ethernet(0x0800, inner))),
    ethernet(0x894f, nsh(2, 2, 4, nsh(2, 2, 1, inner))),
  ),
  "a service header in GRE and in VXLAN-GPE": captured(
    outer(47, gre(0x894f, nsh(2, 2, 1, inner))),
    inUdp(4790, Buffer.concat([u8(4, 0, 0, 4), u32(0x500), nsh(2, 2, 1, inner)])),
  ),
  "a register message of PIM": captured(
    pim(0x21, inner),
    pim(0x21, inner.subarray(0, 20)),
    pim(0x21, inner6),
  ),
  "MACsec without encryption": captured(
    macsec(0, Buffer.alloc(0), inner),
    macsec(0x20, Buffer.alloc(8, 1), inner),
    macsec(3, Buffer.alloc(0), inner),
  ),
  "a pseudowire with a control word": captured(
    ethernet(0x8847, Buffer.concat([labels(2), u32(9), knownMacs, u16(0x0800), inner])),
    ethernet(0x8847, Buffer.concat([labels(1), u32(0), knownMacs, u16(0x86dd), inner6])),
  ),
  "loopback with other headers": captureOn(
    0,
    null4(0x0f, 0, 8, 0),
    null4(0, 0, 8, 0),
    null4(0, 0, 2, 0),
    null4(0, 2, 0, 0),
    null4(0, 0, 0, 2),
    null4(2, 0, 0, 0),
    Buffer.concat([u8(0x8f, 0, 0x86, 0xdd), inner6]),
  ),
};

const opaque: Readonly<Record<string, Buffer>> = {
  "MACsec that encrypts, or changes its content": captured(
    macsec(8, Buffer.alloc(0), inner),
    macsec(12, Buffer.alloc(0), inner),
  ),
  "other messages of PIM": captured(pim(0x20, inner), pim(0x23, inner)),
  "a service header with another next protocol": captured(
    ethernet(0x894f, nsh(2, 2, 9, inner)),
    ethernet(0x894f, Buffer.concat([u8(0, 63, 2, 1), u32(0x102), inner])),
  ),
};

const found = (bytes: Buffer): number => {
  const { analyzer } = analyzed(bytes);
  return analyzer
    .conversations("udp")
    .filter(({ portA, portB }) => Math.min(portA, portB) === 7001)
    .reduce((packets, { packetsAB, packetsBA }) => packets + packetsAB + packetsBA, 0);
};

describe("the packets within", () => {
  const packets = [2, 4, 2, 2, 3, 2, 7];
  Object.entries(carrying).forEach(([name, bytes], index) => {
    it(`are found: ${name}`, () => {
      assert.equal(found(bytes), packets[index]);
    });
  });
  for (const [name, bytes] of Object.entries(opaque))
    it(`are none: ${name}`, () => {
      assert.equal(found(bytes), 0);
    });
});

describe("the counts of tshark", { skip: withoutTshark }, () => {
  for (const [name, bytes] of Object.entries({ ...carrying, ...opaque }))
    it(`are those of the analysis: ${name}`, () => {
      assertAgreement(bytes);
    });
});
