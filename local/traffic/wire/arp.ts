import { ethernet, etherType } from "./ethernet.ts";
import { u8, u16 } from "./field.ts";
import type { Frame } from "./frame.ts";
import type { Host } from "./networkHost.ts";

const operation = { request: 1, reply: 2 } as const;
const broadcast = Buffer.alloc(6, 0xff);

export const arpRequest = (from: Host, wanted: Buffer): Frame =>
  frame(from.mac, broadcast, arp(operation.request, from, Buffer.alloc(6), wanted));

export const arpReply = (from: Host, to: Host): Frame =>
  frame(from.mac, to.mac, arp(operation.reply, from, to.mac, to.address));

const frame = (from: Buffer, to: Buffer, message: Buffer): Frame => ({
  bytes: ethernet(from, to, etherType.arp, message),
  ip: null,
});

const arp = (code: number, from: Host, targetMac: Buffer, target: Buffer) =>
  Buffer.concat([u16(1, etherType.ipv4), u8(6, 4), u16(code), from.mac, from.address, targetMac, target]);
