import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { initialKeys, quicVersions } from "../../../src/pcap/quic/initialKeys.ts";
import { pcapFile } from "../../support/packets/captureFiles.ts";
import { cryptoFrame, quicInitial } from "../../support/packets/quicInitial.ts";
import { clientHello, ipv4Packet, u8, u16, udpDatagram } from "../../support/packets/wire.ts";

const connectionId = Buffer.from("8394c8f03e515708", "hex");
const recordHeader = 5;
const hello = (name: string): Buffer => clientHello(name).subarray(recordHeader);
const macs = Buffer.alloc(12, 2);

const datagram = (payload: Buffer, clientPort = 50_000, source = "10.1.2.4"): Buffer =>
  Buffer.concat([
    macs,
    u16(0x0800),
    ipv4Packet({ source, destination: "203.0.113.9", protocol: 17 }, udpDatagram(clientPort, 443, payload)),
  ]);

function namesOf(...frames: readonly Buffer[]): readonly (readonly [string, number])[] {
  const analyzer = new CaptureAnalyzer();
  const packets = frames.map((frame) => ({ seconds: 1, nanoseconds: 0, frame, kept: frame.length }));
  analyzer.push(pcapFile(packets, { link: 1, littleEndian: true, nanoseconds: false }));
  return analyzer.end().tlsServers.map(({ name, handshakes }) => [name, handshakes] as const);
}

const initial = (frames: Buffer, number = 1, id = connectionId): Buffer =>
  quicInitial({ connectionId: id, number }, frames);

describe("the keys of a client's Initial packets", () => {
  it("are those of RFC 9001, appendix A, and RFC 9369, appendix A", () => {
    const keysOf = (version: number) => {
      const known = quicVersions.get(version) ?? assert.fail();
      const { key, iv, mask } = initialKeys(known, connectionId);
      return [key, iv, mask].map((part) => part.toString("hex"));
    };
    assert.deepEqual(keysOf(1), [
      "1f369613dd76d5467730efcbe3b1a22d",
      "fa044b2f42a3fd3b46fb255c",
      "9f50449e04a0e810283a1e9933adedd2",
    ]);
    assert.deepEqual(keysOf(0x6b3343cf), [
      "8b1a0bc121284290a29e0971b5cd045d",
      "91f73e2351d8fa91660e909f",
      "45b95e15235d6f45a6b19cbcb0294ba9",
    ]);
  });
});

describe("the server name of QUIC", () => {
  it("is read from one Initial packet, of both versions, with and without a token", () => {
    const frames = cryptoFrame(0, hello("files.example.org"));
    for (const version of [1, 0x6b3343cf] as const)
      for (const token of [Buffer.alloc(0), Buffer.alloc(70, 5)])
        assert.deepEqual(
          namesOf(datagram(quicInitial({ connectionId, number: 7, version, token }, frames))),
          [["files.example.org", 1]],
        );
  });

  it("is read from parts in any order, with pings and acknowledgments between them", () => {
    const whole = hello("files.example.org");
    const [first, second, third] = [whole.subarray(0, 40), whole.subarray(40, 90), whole.subarray(90)];
    const acknowledgment = u8(2, 3, 0, 1, 0, 0, 0);
    const frames = Buffer.concat([
      ...[cryptoFrame(90, third), u8(1, 0), acknowledgment, cryptoFrame(0, first), u8(1)],
      cryptoFrame(40, second),
    ]);
    assert.deepEqual(namesOf(datagram(initial(frames))), [["files.example.org", 1]]);
  });

  it("is read from two packets, the second before the first, and counted once", () => {
    const whole = hello("files.example.org");
    const [first, second] = [whole.subarray(0, 60), whole.subarray(60)];
    const packets = [initial(cryptoFrame(60, second), 2), initial(cryptoFrame(0, first), 1)];
    const all = [...packets, ...packets].map((packet) => datagram(packet));
    assert.deepEqual(namesOf(...all), [["files.example.org", 1]]);
    assert.deepEqual(namesOf(datagram(packets[0] ?? assert.fail())), []);
  });

  it("is that of each connection", () => {
    const frames = [1, 2, 3].map((index) =>
      datagram(initial(cryptoFrame(0, hello("files.example.org"))), 50_000 + index),
    );
    assert.deepEqual(namesOf(...frames), [["files.example.org", 3]]);
  });

  it("is not read from a packet that is damaged, cut or protected with other keys", () => {
    const sound = initial(cryptoFrame(0, hello("files.example.org")));
    const damaged = Buffer.from(sound);
    damaged[400] = (damaged[400] ?? 0) ^ 1;
    const renamed = Buffer.from(sound);
    renamed[6] = (renamed[6] ?? 0) ^ 1;
    const unknown = Buffer.from(sound);
    unknown[4] = 9;
    for (const packet of [damaged, renamed, unknown, sound.subarray(0, 900)])
      assert.deepEqual(namesOf(datagram(packet)), []);
  });

  it("makes no trouble whatever the frames say", () => {
    const endless = Buffer.concat([u8(2, 3, 0), u16(0x7fff), u8(0)]);
    const far = Buffer.concat([u8(6), Buffer.alloc(8, 0xff), u8(4), Buffer.alloc(4)]);
    const beyond = cryptoFrame(16_000, Buffer.alloc(40, 1));
    for (const frames of [endless, far, beyond, u8(0x1c), Buffer.alloc(0)])
      assert.deepEqual(namesOf(datagram(initial(frames))), []);
  });

  it("is looked for in a bounded number of packets", () => {
    const useless = datagram(initial(u8(1)));
    const named = datagram(initial(cryptoFrame(0, hello("files.example.org"))), 50_001);
    const few = Array.from({ length: 100 }, () => useless);
    assert.equal(namesOf(...few, named).length, 1);
    const many = Array.from({ length: 4096 }, () => useless);
    assert.deepEqual(namesOf(...many, named), []);
  });
});
