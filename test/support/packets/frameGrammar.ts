import { frame } from "./linkFrames.ts";
import { ipv4Payload, ipv6Payload, type PacketSource } from "./payloadGrammar.ts";
import { ipv4Address, ipv4Packet, ipv6Packet, u8, u16, u32 } from "./wire.ts";
import type { Link } from "./linkFrames.ts";
import type { Random } from "./mixture.ts";

const tcp = 6;

/**
 * Writes frames at random: every layer over every layer that may carry it, with lengths that are sometimes
 * wrong.
 */
export class FrameGrammar implements PacketSource {
  readonly random: Random;
  depth = 0;
  sequence = 1000;
  layer = 0;
  /** True: no ICMP errors, because tshark leaves out frames whose quoted packet is cut. */
  readonly cut: boolean;

  constructor(random: Random, cut: boolean) {
    this.random = random;
    this.cut = cut;
  }

  frame(link: Link): Buffer {
    this.depth = 0;
    this.layer = 0;
    if (link !== "ethernet" && !link.startsWith("cooked")) {
      const [type, packet] = this.internet();
      return frame(link, type, [], packet);
    }
    const [type, packet] = this.typed();
    return frame(link, type, [], this.chance(5) ? Buffer.concat([packet, this.filler(24)]) : packet);
  }

  /** An EtherType and the packet that it announces. */
  typed(): [type: number, packet: Buffer] {
    this.depth += 1;
    if (this.depth > 4) return this.internet();
    switch (this.random(22)) {
      case 0:
        return [this.pick([0x0806, 0x0806, 0x8035]), this.#addressResolution()];
      case 1:
      case 2:
      case 3:
        return this.#tagged();
      case 4:
        return this.#snap();
      case 5: {
        const labels = this.pick([[0x00010100], [0x00010000, 0x00020100]]);
        return [this.pick([0x8847, 0x8848]), Buffer.concat([u32(...labels), this.internet()[1]])];
      }
      case 6:
        return this.#pointToPoint();
      case 7:
        return [this.pick([0x88cc, 0x888e, 0x1234]), this.filler(60)];
      case 8: {
        const [type, packet] = this.internet();
        return [0x88e7, Buffer.concat([u32(5), this.#macs(), u16(type), packet])];
      }
      default:
        return this.internet();
    }
  }

  /** The right length or a wrong one. */
  ethernet(): Buffer {
    const [type, packet] = this.typed();
    return Buffer.concat([this.#macs(), u16(type), packet]);
  }

  internet(): [type: number, packet: Buffer] {
    return this.chance(3) ? [0x86dd, this.ipv6()] : [0x0800, this.ipv4()];
  }

  ipv4(): Buffer {
    // A tunnel carries packets of other addresses than its own, or tshark would take both for one
    // conversation.
    const [source, destination] = this.#ends(
      ["1", "2", "7", "255"].map((host) => `10.${this.layer}.0.${host}`),
    );
    this.layer += 1;
    const fragment = this.chance(12);
    const [protocol, payload] = ipv4Payload(this);
    const options = this.pick([0, 0, 0, 0, 0, 1, 2, 3]);
    const packet = ipv4Packet(
      {
        source,
        destination,
        protocol,
        options: ipv4Options[options] ?? Buffer.alloc(0),
        moreFragments: fragment && this.chance(2),
        fragmentOffset: fragment && this.chance(2) ? this.random(200) : 0,
      },
      payload,
    );
    // Broken TCP headers have their own cases: how tshark counts them depends on earlier packets.
    if (protocol === tcp) return packet;
    if (this.chance(12)) packet.writeUInt16BE(this.length(packet.length), 2);
    if (this.chance(60)) packet[0] = 0x40 | this.random(16);
    return this.#broken(packet);
  }

  ipv6(): Buffer {
    const [source, destination] = this.#ends(
      ["1", "2", "7", "ffff"].map((host) => `fd0${this.layer}::${host}`),
    );
    this.layer += 1;
    const extensions = Array.from({ length: this.pick([0, 0, 0, 1, 1, 2, 3]) }, () => this.#extension());
    const [protocol, payload] = ipv6Payload(this);
    const packet = ipv6Packet({ source, destination, protocol, extensions }, payload);
    if (protocol === tcp) return packet;
    if (this.chance(12)) packet.writeUInt16BE(this.length(packet.length - 40) | 1, 4);
    return this.#broken(packet);
  }

  length(right: number): number {
    return this.pick([0, this.random(right + 1), right + 1 + this.random(100), 0xffff, right]);
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.random(choices.length)] ?? choices[0];
  }

  chance(times: number): boolean {
    return this.random(times) === 0;
  }

  filler(most: number): Buffer {
    return Buffer.alloc(this.random(most + 1), this.pick([0x41, 0, 0xff]));
  }

  /**
   * Cut to an odd length: for an ICMPv6 error that quotes nothing, tshark does not even count the Ethernet
   * header.
   */
  #broken(packet: Buffer): Buffer {
    return this.chance(20) ? packet.subarray(0, this.random(packet.length + 1) | 1) : packet;
  }

  #ends(addresses: readonly string[]): [string, string] {
    return [addresses[this.random(4)] ?? "", addresses[this.random(4)] ?? ""];
  }

  #macs(): Buffer {
    return Buffer.from("000d3a010203123456789abc", "hex");
  }

  #tagged(): [number, Buffer] {
    const tag = this.pick([0x8100, 0x8100, 0x88a8, 0x9100]);
    const [type, packet] = this.typed();
    return [tag, Buffer.concat([u16(0x2000 | this.random(4095), type), packet])];
  }

  #snap(): [number, Buffer] {
    const [type, packet] = this.typed();
    const header = this.pick([0, 0, 0, 0xf8, 0x0c]);
    const bytes = Buffer.concat([u8(0xaa, 0xaa, 3), u8(0, 0, header), u16(type), packet]);
    // A larger number is a type, not a length.
    if (bytes.length > 1500) return this.internet();
    return [this.chance(8) ? this.random(bytes.length + 8) : bytes.length, bytes];
  }

  #pointToPoint(): [number, Buffer] {
    const [type, packet] = this.internet();
    const header = u16(type === 0x0800 ? 0x21 : 0x57);
    return [0x8864, Buffer.concat([u8(0x11, 0), u16(5, packet.length + 2), header, packet])];
  }

  #addressResolution(): Buffer {
    const ends = [Buffer.alloc(6, 2), ipv4Address("10.1.0.1"), Buffer.alloc(6), ipv4Address("10.1.0.2")];
    const whole = Buffer.concat([u16(1, 0x0800), u8(6, 4), u16(1), ...ends]);
    return this.chance(6) ? whole.subarray(0, this.random(whole.length)) : whole;
  }

  #extension(): [type: number, rest: Buffer] {
    const padding = u8(0, 1, 4, 0, 0, 0, 0);
    const route = (type: number, left: number) =>
      Buffer.concat([u8(2, type, left), u32(0), u16(0xfd00 + this.layer, 0, 0, 0, 0, 0, 0, 0x99)]);
    const home = Buffer.concat([
      u8(2, 1, 2, 0, 0, 0xc9, 16),
      u16(0xfd00 + this.layer, 0, 0, 0, 0, 0, 0, 0x77),
    ]);
    return this.pick<[number, Buffer]>([
      [0, padding],
      [60, padding],
      [60, home],
      [43, route(0, this.random(2))],
      [43, route(2, this.random(2))],
      [43, route(4, this.random(2))],
      [44, Buffer.concat([u8(0), u16(this.random(2) * 8 + this.random(2)), u32(9)])],
      [51, Buffer.concat([u8(3), u16(0), u32(1, 1, 1, 1)])],
      [140, u8(0, 0x80, 0, 0, 0, 0, 0)],
    ]);
  }
}

const ipv4Options: readonly Buffer[] = [
  Buffer.alloc(0),
  u8(0x94, 4, 0, 0),
  Buffer.concat([u8(1, 0x83, 7, 4), ipv4Address("10.9.2.9")]),
  u8(7, 7, 4, 0, 0, 0, 0, 0),
];
