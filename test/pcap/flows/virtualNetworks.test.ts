import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { ack, captureOf, server, syn, tcp, udp, vm, type Ends } from "../../support/packets/vmTraffic.ts";
import { ipv4Packet, u8, u16, u32 } from "../../support/packets/wire.ts";

const out: Ends = [vm, 50_000, server, 443];
const back: Ends = [server, 443, vm, 50_000];
const connection = [
  tcp(out, 100, syn),
  tcp(back, 500, syn | ack),
  tcp(out, 101, ack, Buffer.alloc(100)),
  tcp(back, 501, ack, Buffer.alloc(300)),
];

const framed = (packet: Buffer): Buffer =>
  Buffer.concat([Buffer.from("000d3a010203123456789abc", "hex"), u16(0x0800), packet]);
const tunnel = (port: number, payload: Buffer): Buffer =>
  udp(["10.0.0.1", 40_000, "10.0.0.2", port], payload);
const vxlan = (network: number, packet: Buffer): Buffer =>
  tunnel(4789, Buffer.concat([u8(8, 0, 0, 0), u32(network << 8), framed(packet)]));
const geneve = (network: number, packet: Buffer): Buffer =>
  tunnel(6081, Buffer.concat([u8(0, 0), u16(0x6558), u32(network << 8), framed(packet)]));
const gre = (flags: number, fields: readonly number[], packet: Buffer): Buffer =>
  ipv4Packet(
    { source: "10.0.0.1", destination: "10.0.0.2", protocol: 47 },
    Buffer.concat([u16(flags, 0x6558), u32(...fields), framed(packet)]),
  );
const nvgre = (network: number, packet: Buffer): Buffer => gre(0x2000, [network << 8], packet);

function analyzed(packets: readonly Buffer[]) {
  const analyzer = new CaptureAnalyzer();
  analyzer.push(captureOf(packets));
  const summary = analyzer.end();
  const connections = analyzer.conversations("tcp");
  return { summary, packets: connections.map(({ packetsAB, packetsBA }) => [packetsAB, packetsBA]) };
}

describe("one five-tuple in several virtual networks", () => {
  const wrapped = [
    (packet: Buffer) => packet,
    ...[1, 2].flatMap((network) =>
      [vxlan, geneve, nvgre].map((wrap) => (packet: Buffer) => wrap(network, packet)),
    ),
  ];

  it("is a connection of each, none of whose packets is a retransmission", () => {
    const { summary, packets } = analyzed(
      connection.flatMap((packet) => wrapped.map((wrap) => wrap(packet))),
    );
    assert.deepEqual(
      packets,
      wrapped.map(() => [2, 2]),
    );
    assert.deepEqual(
      [summary.tcp.connections, summary.tcp.established, summary.tcp.retransmissions, summary.tcp.outOfOrder],
      [7, 7, 0, 0],
    );
  });

  it("is one connection when a network is within others", () => {
    const nested = connection.flatMap((packet) => [vxlan(9, vxlan(1, packet)), vxlan(8, geneve(1, packet))]);
    assert.deepEqual(analyzed([...connection.map((packet) => vxlan(1, packet)), ...nested]).packets, [
      [4, 4],
      [2, 2],
    ]);
  });

  it("is one connection of NVGRE whatever the flow's number and the other fields", () => {
    const [first, second, third, fourth] = connection;
    const packets = [
      gre(0x2000, [0x101], first ?? u8()),
      gre(0x2000, [0x102], second ?? u8()),
      gre(0xa000, [0, 0x103], third ?? u8()),
      gre(0xb000, [0, 0x104, 7], fourth ?? u8()),
    ];
    assert.deepEqual(analyzed(packets).packets, [[2, 2]]);
  });

  it("is one connection of VXLAN without numbers", () => {
    const plain = (network: number, packet: Buffer) =>
      tunnel(4789, Buffer.concat([u8(0, 0, 0, 0), u32(network << 8), framed(packet)]));
    assert.deepEqual(analyzed(connection.map((packet, index) => plain(index, packet))).packets, [[2, 2]]);
  });
});
