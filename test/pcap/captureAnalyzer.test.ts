import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { pcapFile } from "../support/packets/captureFiles.ts";
import { frame } from "../support/packets/linkFrames.ts";
import {
  ack,
  back,
  captureOf,
  out,
  reset,
  server,
  summaryOf,
  syn,
  tcp,
  udp,
  upload,
  vm,
  type Ends,
} from "../support/packets/vmTraffic.ts";
import { clientHello, dnsMessage, ipv4Address } from "../support/packets/wire.ts";

describe("the lead", () => {
  it("names the service with most of the outbound bytes, by its DNS name", () => {
    const summary = summaryOf(
      captureOf([
        udp([vm, 40_000, "10.1.2.1", 53], dnsMessage("updates.example.net", null)),
        udp(["10.1.2.1", 53, vm, 40_000], dnsMessage("updates.example.net", 0, [ipv4Address(server)])),
        ...upload(93_000),
        ...upload(7_000, [vm, 50_001, "198.51.100.7", 443]),
      ]),
      { question: "outbound" },
    );
    assert.equal(summary.lead, "93% of outbound bytes went to 203.0.113.9:443 (updates.example.net)");
  });

  it("prefers the server name of TLS", () => {
    const hello = tcp(out, 1, ack, clientHello("files.example.org"));
    const summary = summaryOf(captureOf([hello, ...upload(9_000)]), { question: "outbound" });
    assert.equal(summary.lead, "100% of outbound bytes went to 203.0.113.9:443 (files.example.org)");
    assert.deepEqual(summary.tlsServers, [{ name: "files.example.org", handshakes: 1, addresses: [server] }]);
  });

  it("distinguishes a client of the VM's port from a remote service", () => {
    const client: Ends = ["198.51.100.7", 61_000, vm, 443];
    const summary = summaryOf(
      captureOf([tcp(client, 1, syn), ...upload(20_000, [vm, 443, "198.51.100.7", 61_000])]),
    );
    assert.match(summary.lead, /198\.51\.100\.7, a client of the VM's port 443$/);
    assert.equal(summary.peers[0]?.service, "local");
  });

  for (const peer of ["203.0.113.123", "1.2.3.4"])
    it(`takes ${peer} for the service when both ports are the same`, () => {
      const ask: Ends = [vm, 123, peer, 123];
      const { peers, lead } = summaryOf(captureOf([udp(ask, Buffer.alloc(48))]), {
        localAddresses: [vm],
      });
      assert.deepEqual([peers[0]?.service, peers[0]?.port], ["remote", 123]);
      assert.equal(lead, `100% of outbound bytes went to ${peer}:123`);
    });

  it("says when no peer is dominant", () => {
    const peers = Array.from({ length: 20 }, (_, index) => `203.0.113.${index + 1}`);
    const twoWay = peers.flatMap((peer) => [
      ...upload(1000, [vm, 50_000, peer, 443]),
      tcp([peer, 443, vm, 50_000], 1, ack),
    ]);
    const summary = summaryOf(captureOf(twoWay));
    assert.equal(summary.answer?.telling, false);
    assert.deepEqual([summary.lead, summary.leading], ["Nothing stands out", null]);
  });
});

describe("the VM's own addresses", () => {
  it("are inferred from nearly every packet", () => {
    const summary = summaryOf(captureOf([...upload(3000), ...upload(2000, ["8.8.8.8", 80, vm, 4000])]));
    assert.deepEqual(summary.localAddresses, { source: "inferred", addresses: [vm] });
    assert.equal(summary.directions.outbound.packets, 3);
    assert.equal(summary.directions.inbound.packets, 2);
    const [talker] = summary.talkers;
    assert.equal(talker?.address, vm);
    assert.deepEqual(talker.sent, { packets: 3, bytes: 3 * 1054 });
    assert.deepEqual(talker.received, { packets: 2, bytes: 2 * 1054 });
  });

  it("are the given ones, whatever the traffic", () => {
    const summary = summaryOf(captureOf(upload(3000)), { localAddresses: [server] });
    assert.deepEqual(summary.localAddresses, { source: "given", addresses: [server] });
    assert.equal(summary.directions.inbound.packets, 3);
  });

  it("are unknown when no address is in half of the packets", () => {
    const pairs = Array.from({ length: 9 }, (_, index): Ends => [`10.0.0.${index}`, 1, `10.0.1.${index}`, 2]);
    const summary = summaryOf(captureOf(pairs.flatMap((ends) => upload(1000, ends))));
    assert.equal(summary.localAddresses.source, "unknown");
    assert.equal(summary.directions.elsewhere.packets, 9);
  });
});

describe("TCP health", () => {
  it("counts established, refused and unanswered connections", () => {
    const refused: Ends = [vm, 50_001, server, 81];
    const { tcp: health } = summaryOf(
      captureOf([
        tcp(out, 100, syn),
        tcp(back, 500, syn | ack),
        tcp(refused, 7, syn),
        tcp([server, 81, vm, 50_001], 0, reset | ack),
        tcp([vm, 50_002, server, 82], 9, syn),
      ]),
    );
    const { connections, established, unanswered, resets } = health;
    assert.deepEqual([connections, established, health.refused, unanswered, resets], [3, 1, 1, 1, 1]);
  });

  it("counts data sent twice and data that fills a gap long after, but no keep-alive", () => {
    const data = Buffer.alloc(100);
    const { tcp: health } = summaryOf(
      captureOf([
        tcp(out, 1, ack, data),
        tcp(out, 1, ack, data),
        tcp(out, 201, ack, data),
        tcp(out, 101, ack, data),
        tcp(out, 300, ack, Buffer.alloc(1)),
      ]),
    );
    assert.deepEqual([health.retransmissions, health.outOfOrder, health.keepAlives], [2, 0, 1]);
  });

  it("counts a SYN with another sequence number as a new conversation", () => {
    const summary = summaryOf(captureOf([tcp(out, 100, syn), tcp(out, 100, syn), tcp(out, 9000, syn)]));
    assert.equal(summary.conversations.counts.tcp, 2);
    assert.equal(summary.tcp.retransmissions, 1);
  });
});

it("counts DNS names and failed answers", () => {
  const ask: Ends = [vm, 40_000, "10.1.2.1", 53];
  const answer: Ends = ["10.1.2.1", 53, vm, 40_000];
  const { dns } = summaryOf(
    captureOf([
      udp(ask, dnsMessage("NoSuch.example.net", null)),
      udp(answer, dnsMessage("NoSuch.example.net", 3)),
      udp(ask, dnsMessage("nosuch.example.net", null)),
    ]),
  );
  assert.deepEqual([dns.queries, dns.responses, dns.failures], [2, 1, 1]);
  assert.deepEqual(dns.names, [{ name: "nosuch.example.net", queries: 2, failures: 1, addresses: [] }]);
});

describe("a broken file", () => {
  const whole = captureOf(upload(10_000));

  it("is read up to the packet that is cut", () => {
    const { file, packets } = summaryOf(whole.subarray(0, whole.length - 1));
    assert.equal(packets, 9);
    assert.deepEqual([file.ending, file.atByte], ["cut", whole.length - 16 - 1054]);
  });

  it("is read up to the damage, whose offset is reported", () => {
    const damaged = Buffer.from(whole);
    const third = 24 + 2 * (16 + 1054);
    damaged.writeUInt32LE(0xffffffff, third + 8);
    const { file, packets } = summaryOf(damaged);
    assert.equal(packets, 2);
    assert.deepEqual([file.ending, file.atByte], ["damaged", third]);
  });

  it("is reported when it is empty or no capture", () => {
    assert.match(summaryOf(Buffer.from("<html></html>")).file.detail ?? "", /no capture file/);
    assert.equal(summaryOf(new Uint8Array()).file.detail, "is empty");
  });
});

it("reads on behind a packet longer than it holds between chunks", () => {
  const jumbo = tcp(out, 1, ack, Buffer.alloc(65_000));
  const frames = [jumbo, Buffer.concat([jumbo, Buffer.alloc(130_000)]), jumbo].map((packet) =>
    frame("ethernet", 0x0800, [], packet),
  );
  const written = frames.map((bytes) => ({ seconds: 1, nanoseconds: 0, frame: bytes, kept: bytes.length }));
  const file = pcapFile(written, { link: 1, littleEndian: true, nanoseconds: false });
  const analyzer = new CaptureAnalyzer();
  for (let at = 0; at < file.length; at += 1000) analyzer.push(file.subarray(at, at + 1000));
  const summary = analyzer.end();
  assert.deepEqual([summary.packets, summary.protocols.tcp, summary.file.ending], [3, 3, "complete"]);
});

describe("more flows than fit in memory", () => {
  const many = (index: number): Ends => [
    vm,
    1024 + (index % 60_000),
    `198.18.${index >> 8}.${index & 255}`,
    80,
  ];
  // Something comes back, so that silence is an answer.
  const packets = [tcp(back, 1, ack)].concat(
    Array.from({ length: 6000 }, (_, index) => [
      tcp(many(index), 1, syn),
      tcp(out, 1 + index * 100, ack, Buffer.alloc(100)),
    ]).flat(),
  );
  const summary = summaryOf(captureOf(packets), { flowCapacity: 256 });

  it("keep the largest, which lack no more than the summary says", () => {
    const [top] = summary.conversations.top;
    const sent = 6000 * 154;
    assert.equal(top?.b.address, server);
    assert.ok(top.fromAToB.bytes <= sent && top.fromAToB.bytes >= sent - summary.missableBytes);
    assert.equal(summary.exact, false);
  });

  it("take nothing from the totals", () => {
    assert.equal(summary.packets, 12_001);
    assert.equal(summary.directions.outbound.packets, 12_000);
    assert.equal(summary.tcp.unanswered, 6000);
  });
});

it("is at most 16 KiB, whatever the names", () => {
  const label = "\u0001".repeat(60);
  const names = Array.from({ length: 30 }, (_, index) => `${label}.${label}.${label}.n${index}`);
  const packets = names.flatMap((name, index) => {
    const address = `203.0.113.${index}`;
    return [
      udp(["10.1.2.1", 53, vm, 4000], dnsMessage(name, 0, [ipv4Address(address)])),
      tcp([vm, 5000 + index, address, 443], 1, ack, clientHello(name)),
    ];
  });
  const summary = summaryOf(captureOf(packets));
  assert.equal(summary.dns.names.length, 10);
  assert.ok(Buffer.byteLength(JSON.stringify(summary)) <= 16 * 1024);
});
