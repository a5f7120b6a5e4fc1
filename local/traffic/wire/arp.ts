import { ethernet, etherType } from "./ethernet.ts";
import { field8, field16 } from "./field.ts";
import type { Frame } from "./frame.ts";
import type { NetworkHost } from "./networkHost.ts";

const operation = { request: 1, reply: 2 } as const;
const broadcast = Buffer.alloc(6, 0xff);

export const arpRequest = (from: NetworkHost, wanted: Buffer): Frame =>
  frame(from.mac, broadcast, arp(operation.request, from, Buffer.alloc(6), wanted));

export const arpReply = (from: NetworkHost, to: NetworkHost): Frame =>
  frame(from.mac, to.mac, arp(operation.reply, from, to.mac, to.address));

const frame = (from: Buffer, to: Buffer, message: Buffer): Frame => ({
  bytes: ethernet(from, to, etherType.arp, message),
  ip: null,
});

const arp = (code: number, from: NetworkHost, targetMac: Buffer, target: Buffer) =>
  Buffer.concat([
    field16(1, etherType.ipv4),
    field8(6, 4),
    field16(code),
    from.mac,
    from.address,
    targetMac,
    target,
  ]);
