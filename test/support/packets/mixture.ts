import {
  clientHello,
  dnsMessage,
  icmpEcho,
  ipv4Address,
  ipv4Packet,
  ipv6Packet,
  tcpFlags,
  tcpSegment,
  u8,
  u16,
  u32,
  udpDatagram,
} from "./wire.ts";

/** A network-layer packet and its known properties. */
export interface KnownPacket {
  readonly etherType: number;
  readonly tags: readonly number[];
  readonly bytes: Buffer;
  /** The ends and ports of its conversation. */
  readonly from: string | null;
  readonly to: string | null;
  readonly ports: readonly [number, number] | null;
  readonly protocols: readonly ("arp" | "ip" | "ipv6" | "tcp" | "udp" | "icmp" | "icmpv6" | "dns")[];
}

export type Random = (below: number) => number;

/** A generator of random numbers that depend only on the seed. */
export function randomNumbers(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const vm4 = "10.1.2.4";
const vm6 = "fd00:db8::4";
const routerAlert = Buffer.from([0x94, 4, 0, 0]);
const timestamps = Buffer.concat([u8(1, 1, 8, 10), u32(1, 2)]);

/** Common kinds of packets in random order and number. */
export function mixture(random: Random, count: number): KnownPacket[] {
  const packets: KnownPacket[] = [];
  const sequences = new Map<string, number>();
  while (packets.length < count) packets.push(...one(random, sequences));
  return packets.slice(0, count);
}

function one(random: Random, sequences: Map<string, number>): KnownPacket[] {
  const six = random(3) === 0;
  const peer = six ? `2001:db8::${(1 + random(12)).toString(16)}` : `203.0.113.${1 + random(20)}`;
  const [from, to] = random(2) === 0 ? [six ? vm6 : vm4, peer] : [peer, six ? vm6 : vm4];
  const tags = [[], [], [], [0x8100], [0x88a8, 0x8100]][random(5)] ?? [];
  const payload = Buffer.alloc(random(1200), random(256));
  const base = { tags, from, to, etherType: six ? 0x86dd : 0x0800 };
  const ip = six ? "ipv6" : "ip";
  const wrap = (protocol: number, body: Buffer): Buffer => envelope(random, from, to, protocol, body);
  switch (random(9)) {
    case 0:
      return [arp(tags)];
    case 1: {
      const body = icmpEcho(six ? 128 : 8, payload.subarray(0, 64));
      return [
        { ...base, ports: null, protocols: [ip, six ? "icmpv6" : "icmp"], bytes: wrap(six ? 58 : 1, body) },
      ];
    }
    case 2: {
      const asked = from === (six ? vm6 : vm4);
      const ports: [number, number] = asked ? [40_000 + random(9), 53] : [53, 40_000 + random(9)];
      const message = dnsMessage(
        `host${random(6)}.example.net`,
        asked ? null : random(2) * 3,
        asked ? [] : [ipv4Address("203.0.113.9")],
      );
      return [
        { ...base, ports, protocols: [ip, "udp", "dns"], bytes: wrap(17, udpDatagram(...ports, message)) },
      ];
    }
    case 3: {
      const ports: [number, number] = [20_000 + random(20), 20_000 + random(20)];
      return [{ ...base, ports, protocols: [ip, "udp"], bytes: wrap(17, udpDatagram(...ports, payload)) }];
    }
    case 4:
      return six ? fragments6(from, to, tags) : fragments4(from, to, tags);
    case 5:
      return [{ ...base, ports: null, protocols: [ip], bytes: wrap(253, payload) }];
    default: {
      const ports: [number, number] = to === peer ? [30_000 + random(20), 8443] : [8443, 30_000 + random(20)];
      const key = `${from} ${ports[0]} ${to} ${ports[1]}`;
      const sequence = sequences.get(key) ?? 1000;
      const body = random(6) === 0 && to === peer ? clientHello(`www${random(3)}.example.org`) : payload;
      sequences.set(key, sequence + body.length);
      const options = random(2) === 0 ? timestamps : Buffer.alloc(0);
      const [sourcePort, destinationPort] = ports;
      const segment = tcpSegment(
        { sourcePort, destinationPort, sequence, flags: tcpFlags.ack, options },
        body,
      );
      return [{ ...base, ports, protocols: [ip, "tcp"], bytes: wrap(6, segment) }];
    }
  }
}

function envelope(
  random: Random,
  source: string,
  destination: string,
  protocol: number,
  body: Buffer,
): Buffer {
  if (!source.includes(":")) {
    const options = random(4) === 0 ? routerAlert : Buffer.alloc(0);
    return ipv4Packet({ source, destination, protocol, options }, body);
  }
  const padding = Buffer.from([0, 1, 4, 0, 0, 0, 0]);
  const kinds = [
    [],
    [],
    [[0, padding]],
    [
      [0, padding],
      [60, padding],
    ],
  ] as const;
  return ipv6Packet({ source, destination, protocol, extensions: kinds[random(4)] ?? [] }, body);
}

function fragments4(source: string, destination: string, tags: readonly number[]): KnownPacket[] {
  const whole = udpDatagram(5000, 6000, Buffer.alloc(1600, 1));
  const base = { etherType: 0x0800, tags, from: source, to: destination };
  const fields = { source, destination, protocol: 17 };
  return [
    {
      ...base,
      ports: [5000, 6000],
      protocols: ["ip", "udp"],
      bytes: ipv4Packet({ ...fields, moreFragments: true }, whole.subarray(0, 1400)),
    },
    {
      ...base,
      ports: null,
      protocols: ["ip"],
      bytes: ipv4Packet({ ...fields, fragmentOffset: 175 }, whole.subarray(1400)),
    },
  ];
}

function fragments6(source: string, destination: string, tags: readonly number[]): KnownPacket[] {
  const whole = udpDatagram(5000, 6000, Buffer.alloc(1600, 1));
  const base = { etherType: 0x86dd, tags, from: source, to: destination };
  const part = (offsetAndFlag: number, bytes: Buffer): Buffer => {
    const extension: [number, Buffer] = [44, Buffer.concat([u8(0), u16(offsetAndFlag), u32(99)])];
    return ipv6Packet({ source, destination, protocol: 17, extensions: [extension] }, bytes);
  };
  return [
    { ...base, ports: [5000, 6000], protocols: ["ipv6", "udp"], bytes: part(1, whole.subarray(0, 1400)) },
    // In tshark a later fragment is a conversation in IPv4, but not in IPv6.
    {
      ...base,
      from: null,
      to: null,
      ports: null,
      protocols: ["ipv6"],
      bytes: part(1400, whole.subarray(1400)),
    },
  ];
}

function arp(tags: readonly number[]): KnownPacket {
  const bytes = Buffer.concat([
    u16(1, 0x0800),
    u8(6, 4),
    u16(1),
    Buffer.from("1234567 89abc".replace(" ", ""), "hex"),
    ipv4Address("10.1.2.1"),
    Buffer.alloc(6),
    ipv4Address(vm4),
  ]);
  return { etherType: 0x0806, tags, bytes, from: null, to: null, ports: null, protocols: ["arp"] };
}
