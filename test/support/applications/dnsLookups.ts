import { udp, vm } from "../packets/vmTraffic.ts";
import { dnsMessage, ipv4Address, u16 } from "../packets/wire.ts";
import type { TimedPacket } from "./timedPackets.ts";

/** The DNS server of the VM. */
export const resolver = "10.1.2.1";
/** Response codes. */
export const dnsCode = { noError: 0, servFail: 2, nxDomain: 3, refused: 5 } as const;

export interface Lookup {
  readonly at: number;
  readonly id: number;
  readonly name?: string;
  readonly server?: string;
  /** Null for a question without an answer. */
  readonly code?: number | null;
  readonly after?: number;
  readonly type?: number;
}

/** A question of the VM, and its answer. */
export function lookup({
  at,
  id,
  name = "www.example.net",
  server = resolver,
  code = 0,
  after = 0.01,
}: Lookup): TimedPacket[] {
  const numbered = (message: Buffer): Buffer => Buffer.concat([u16(id), message.subarray(2)]);
  const ask = numbered(dnsMessage(name, null));
  const question: TimedPacket = [at, udp([vm, 40_000 + (id % 1000), server, 53], ask)];
  if (code === null) return [question];
  const answers = code === dnsCode.noError ? [ipv4Address("203.0.113.80")] : [];
  const reply = numbered(dnsMessage(name, code, answers));
  return [question, [at + after, udp([server, 53, vm, 40_000 + (id % 1000)], reply)]];
}

export const lookups = (count: number, of: (index: number) => Partial<Lookup>): TimedPacket[] =>
  Array.from({ length: count }, (_, index) => lookup({ at: index / 10, id: index + 1, ...of(index) })).flat();

/** A packet that ends a capture after a minute. */
export const ends: TimedPacket = [60, udp([vm, 123, "10.1.2.9", 123], Buffer.alloc(48))];
