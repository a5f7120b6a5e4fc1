import { etherType, ethernet } from "./ethernet.ts";
import { u16, u8 } from "./fields.ts";
import type { Host } from "./host.ts";

const operation = { request: 1, reply: 2 } as const;
const broadcast = Buffer.alloc(6, 0xff);

export const arpRequest = (from: Host, wanted: Buffer): Buffer =>
  ethernet(from.mac, broadcast, etherType.arp, arp(operation.request, from, Buffer.alloc(6), wanted));

export const arpReply = (from: Host, to: Host): Buffer =>
  ethernet(from.mac, to.mac, etherType.arp, arp(operation.reply, from, to.mac, to.address));

const arp = (code: number, from: Host, targetMac: Buffer, target: Buffer) =>
  Buffer.concat([u16(1, etherType.ipv4), u8(6, 4), u16(code), from.mac, from.address, targetMac, target]);
