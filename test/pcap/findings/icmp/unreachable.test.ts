import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsIn } from "../../../support/findings/findingsIn.ts";
import { capturedAt, icmpError, icmpv6Error } from "../../../support/packets/icmpErrors.ts";
import { syn, tcp, udp, type Ends } from "../../../support/packets/vmTraffic.ts";
import {
  dnsMessage,
  icmpEcho,
  ipv4Packet,
  ipv6Packet,
  tcpFlags,
  tcpSegment,
  u8,
  u16,
  u32,
  udpDatagram,
} from "../../../support/packets/wire.ts";

const [vm, dead, router, resolver] = ["10.7.0.4", "10.9.0.8", "10.7.0.1", "10.7.0.53"];
const local = { localAddresses: [vm] };
const [host, port] = [
  { type: 3, code: 1 },
  { type: 3, code: 3 },
];
const ask: Ends = [vm, 40_001, resolver, 53];
const question = udp(ask, dnsMessage("db.example.net", null));

const ping = (source: string, destination: string): Buffer =>
  ipv4Packet({ source, destination, protocol: 1 }, icmpEcho(8, Buffer.alloc(20)));

/** So many packets a second apart, each with the message that a router sends about it. */
const refusedEach = (count: number, packet: Buffer, message: Buffer): Buffer =>
  capturedAt(
    Array.from({ length: count }, (_, second) => [
      [second, packet],
      [second + 0.1, message],
    ]).flat() as [number, Buffer][],
  );

describe("a host that is unreachable", () => {
  const echo = ping(vm, dead);

  it("is critical when nothing of it was seen and the VM keeps trying", () => {
    const bytes = refusedEach(3, echo, icmpError([router, vm], host, echo));
    const [finding, ...others] = findingsIn("unreachable", bytes, local);
    assert.deepEqual(others, []);
    assert.equal(finding?.severity, "critical");
    assert.equal(finding.text, "10.9.0.8 is unreachable, says 10.7.0.1 (3 times)");
    assert.equal(
      finding.filter,
      "icmp.type == 3 && icmp.code == 1 && ip.src == 10.7.0.1 && ip.dst == 10.9.0.8",
    );
    assert.deepEqual(finding.evidence, {
      counts: { messages: 3 },
      flows: ["10.7.0.4 → 10.9.0.8"],
      frames: [2, 4, 6],
    });
    assert.deepEqual(
      [finding.firstAt, finding.lastAt],
      ["2023-11-14T22:13:20.100000000Z", "2023-11-14T22:13:22.100000000Z"],
    );
  });

  it("is a note when it is said once, a warning when twice", () => {
    const said = (count: number) =>
      findingsIn("unreachable", refusedEach(count, echo, icmpError([router, vm], host, echo)), local).map(
        ({ severity }) => severity,
      );
    assert.deepEqual([said(1), said(2)], [["note"], ["warning"]]);
  });

  it("is a note when it answers", () => {
    const bytes = refusedEach(9, ping(dead, vm), icmpError([router, vm], host, echo));
    assert.deepEqual(
      findingsIn("unreachable", bytes, local).map(({ severity }) => severity),
      ["note"],
    );
  });

  it("is no more than a warning on the internet before ten messages in ten seconds", () => {
    const far: Ends = [vm, 40_001, "198.51.100.7", 8333];
    const request = tcp(far, 1, syn);
    const severities = [9, 12].map(
      (count) =>
        findingsIn(
          "unreachable",
          refusedEach(count, request, icmpError([router, vm], host, request)),
          local,
        )[0]?.severity,
    );
    assert.deepEqual(severities, ["warning", "critical"]);
  });

  it("is told once with all others when there are many", () => {
    const packets = Array.from({ length: 40 }, (_, index) => {
      const request = tcp([vm, 40_000 + index, `10.8.0.${index}`, 445], 1, syn);
      return [index, icmpError([router, vm], host, request)] as const;
    });
    const findings = findingsIn("unreachable", capturedAt(packets), local);
    assert.deepEqual(
      findings.map(({ severity, text, filter }) => [severity, text, filter]),
      [
        [
          "note",
          "40 hosts are unreachable, says 10.7.0.1 (40 times)",
          "icmp.type == 3 && icmp.code == 1 && ip.src == 10.7.0.1 && tcp.port == 445",
        ],
      ],
    );
  });

  it("is told of IPv6, with what an extension header precedes", () => {
    const quoted = ipv6Packet(
      { source: "fd00::4", destination: "fd00::8", protocol: 6, extensions: [[60, u8(0, 1, 4, 0, 0, 0, 0)]] },
      tcpSegment(
        { sourcePort: 40_000, destinationPort: 5432, sequence: 1, flags: tcpFlags.syn },
        Buffer.alloc(0),
      ),
    );
    const prohibited = { type: 1, code: 1, quotedBytes: 60 };
    const packets = [0, 1, 2].map(
      (second) => [second, icmpv6Error(["fd00::1", "fd00::4"], prohibited, quoted)] as const,
    );
    const [finding] = findingsIn("unreachable", capturedAt(packets), { localAddresses: ["fd00::4"] });
    assert.equal(finding?.text, "PostgreSQL (TCP 5432) to fd00::8 is prohibited, says fd00::1 (3 times)");
    assert.equal(finding.severity, "critical");
    assert.equal(
      finding.filter,
      "icmpv6.type == 1 && icmpv6.code == 1 && ipv6.src == fd00::1 && ipv6.dst == fd00::8 && tcp.port == 5432",
    );
  });
});

describe("a service that is refused by ICMP", () => {
  it("is critical when it is the name service and no question has an answer", () => {
    const bytes = refusedEach(3, question, icmpError([resolver, vm], port, question));
    const [finding] = findingsIn("unreachable", bytes, local);
    assert.equal(finding?.severity, "critical");
    assert.equal(finding.text, "10.7.0.53 refuses DNS (UDP 53), by ICMP (3 times)");
    assert.equal(finding.filter, "icmp.type == 3 && icmp.code == 3 && ip.src == 10.7.0.53 && udp.port == 53");
    assert.deepEqual(finding.evidence.flows, ["10.7.0.4:40001 → 10.7.0.53:53"]);
  });

  it("is a note when it answers other questions", () => {
    const answer = udp([resolver, 53, vm, 40_009], dnsMessage("db.example.net", 0));
    const bytes = refusedEach(3, answer, icmpError([resolver, vm], port, question));
    assert.deepEqual(
      findingsIn("unreachable", bytes, local).map(({ severity }) => severity),
      ["note"],
    );
  });

  it("is found within a tunnel, where the VM is none of its ends", () => {
    const gre = (source: string, destination: string, packet: Buffer) =>
      ipv4Packet({ source, destination, protocol: 47 }, Buffer.concat([u16(0, 0x0800), packet]));
    const message = icmpError([resolver, vm], port, question);
    const packets = [0, 5].flatMap((second): [number, Buffer][] => [
      [second, gre("192.0.2.1", "192.0.2.2", question)],
      [second + 0.05, gre("192.0.2.2", "192.0.2.1", message)],
    ]);
    const [finding] = findingsIn("unreachable", capturedAt(packets), { localAddresses: ["192.0.2.2"] });
    assert.deepEqual(
      [finding?.severity, finding?.text],
      ["critical", "10.7.0.53 refuses DNS (UDP 53), by ICMP (2 times)"],
    );
  });

  it("is no more than a note for what many hosts are asked and few answer", () => {
    const netBios = udp([vm, 137, "10.9.0.9", 137], Buffer.alloc(50));
    const bytes = refusedEach(30, netBios, icmpError(["10.9.0.9", vm], port, netBios));
    assert.deepEqual(
      findingsIn("unreachable", bytes, local).map(({ severity }) => severity),
      ["note"],
    );
  });

  it("is nothing at the end of a trace of the route", () => {
    const probes = [33_435, 33_436, 33_437].map((target, index) => {
      const probe = udp([vm, 50_000, "198.51.100.7", target], Buffer.alloc(12));
      return [index, icmpError(["198.51.100.7", vm], port, probe)] as const;
    });
    assert.deepEqual(findingsIn("unreachable", capturedAt(probes), local), []);
  });

  it("is told without its port when the quoted packet is cut before", () => {
    const bytes = refusedEach(2, question, icmpError([resolver, vm], { ...port, quotedBytes: 20 }, question));
    const [finding] = findingsIn("unreachable", bytes, local);
    assert.equal(finding?.text, "10.7.0.53 refuses UDP, by ICMP (2 times)");
    assert.deepEqual(finding.evidence.flows, ["10.7.0.4 → 10.7.0.53"]);
  });
});

describe("error messages", () => {
  it("are counted for the busiest hosts, however many others there are", () => {
    const about = (destination: string) =>
      icmpError(["10.7.0.1", vm], host, tcp([vm, 40_000, destination, 443], 1, syn));
    const busy = about("198.51.100.7");
    const many = Array.from({ length: 9000 }, (_, index) =>
      about(`10.${32 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`),
    );
    const packets = many.flatMap((packet, index): [number, Buffer][] =>
      index % 100 === 0
        ? [
            [index / 100, packet],
            [index / 100, busy],
          ]
        : [[index / 100, packet]],
    );
    const texts = findingsIn("unreachable", capturedAt(packets), local).map(({ text }) => text);
    assert.equal(texts[0], "198.51.100.7 is unreachable, says 10.7.0.1 (90 times)");
  });

  it("are not those that other messages quote, nor redirects", () => {
    const echo = ping(vm, dead);
    const inner = icmpError([router, vm], host, echo);
    const packets = [
      icmpError([router, vm], { type: 3, code: 13, quotedBytes: 100 }, inner),
      icmpError([router, vm], { type: 5, code: 1, rest: 0x0a070002 }, echo),
      ipv4Packet({ source: router, destination: vm, protocol: 1 }, Buffer.concat([u8(3, 1), u16(0), u32(0)])),
    ].map((packet, index) => [index, packet] as const);
    assert.deepEqual(
      findingsIn("unreachable", capturedAt(packets), local).map(({ text }) => text),
      ["ICMP to 10.7.0.4 is prohibited, says 10.7.0.1 (once)"],
    );
  });

  it("about datagrams of IPv6 name the port", () => {
    const quoted = ipv6Packet(
      { source: "fd00::4", destination: "fd00::53", protocol: 17 },
      udpDatagram(40_000, 53, dnsMessage("a.example", null)),
    );
    const packets = [0, 3].map(
      (second) => [second, icmpv6Error(["fd00::53", "fd00::4"], { type: 1, code: 4 }, quoted)] as const,
    );
    assert.deepEqual(
      findingsIn("unreachable", capturedAt(packets), { localAddresses: ["fd00::4"] }).map(({ text }) => text),
      ["fd00::53 refuses DNS (UDP 53), by ICMP (2 times)"],
    );
  });
});
