import { u8, u16, u32 } from "./wire.ts";

export const links = ["ethernet", "cooked1", "cooked2", "raw", "null", "loop"] as const;
export type Link = (typeof links)[number];

export const linkNumbers: Readonly<Record<Link, number>> = {
  ethernet: 1,
  cooked1: 113,
  cooked2: 276,
  raw: 101,
  null: 0,
  loop: 108,
};

const macs = Buffer.from("000d3a0102031234567 89abc".replace(" ", ""), "hex");

/** Puts a link's header, and VLAN tags, before a network-layer packet. */
export function frame(link: Link, etherType: number, tags: readonly number[], packet: Buffer): Buffer {
  const types = [...tags, etherType];
  const first = types[0] ?? etherType;
  const tagged = tags.map((_, index) => u16(0x2000 | (index + 5), types[index + 1] ?? etherType));
  const family = etherType === 0x0800 ? 2 : 30;
  switch (link) {
    case "ethernet":
      return Buffer.concat([macs, u16(first), ...tagged, packet]);
    case "cooked1":
      return Buffer.concat([u16(0, 1, 6), macs.subarray(0, 6), u16(0, first), ...tagged, packet]);
    case "cooked2":
      return Buffer.concat([
        u16(first, 0),
        u32(2),
        u16(1),
        u8(0, 6),
        macs.subarray(0, 6),
        u16(0),
        ...tagged,
        packet,
      ]);
    case "raw":
      return packet;
    case "null":
      return Buffer.concat([u8(family, 0, 0, 0), packet]);
    case "loop":
      return Buffer.concat([u32(family), packet]);
  }
}
