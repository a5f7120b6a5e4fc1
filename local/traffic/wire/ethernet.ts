import { field16 } from "./field.ts";

export const etherType = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd } as const;
type EtherType = (typeof etherType)[keyof typeof etherType];

export function ethernet(from: Buffer, to: Buffer, type: EtherType, payload: Buffer): Buffer {
  return Buffer.concat([to, from, field16(type), payload]);
}
