import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { describe, it } from "node:test";
import { scenarioNames } from "../../../local/traffic/namedScenarios.ts";
import { everyNth, isDeep } from "../../support/depth.ts";
import { captured, startedAt, type CaptureOptions } from "../../support/traffic/capture.ts";
import {
  ipPackets,
  onesComplementSum,
  protocols,
  pseudoHeader,
  readCapture,
  text,
  type IpPacket,
} from "../../support/traffic/readCapture.ts";

const packetsOf = (file: Buffer) => ipPackets(readCapture(file));
const tcpOf = (packets: readonly IpPacket[]) => packets.filter(({ protocol }) => protocol === protocols.tcp);

/**
 * Addresses that nobody uses on the Internet: documentation, benchmarks, private, link, multicast and
 * Azure's own.
 */
const reserved = new BlockList();
for (const [network, bits] of [
  ["192.0.2.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["10.0.0.0", 8],
  ["169.254.0.0", 16],
  ["168.63.129.16", 32],
  ["224.0.0.0", 24],
] as const)
  reserved.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["2001:db8::", 32],
  ["fe80::", 10],
  ["fd00::", 8],
  ["ff02::", 16],
] as const)
  reserved.addSubnet(network, bits, "ipv6");

/** Seconds of traffic in which every kind of packet occurs. */
const aWhile = isDeep ? 5 : 2;

/** These captures lack packets that the VM received. */
const incomplete = ["packet-loss", "one-sided"];

for (const scenario of everyNth(2, scenarioNames))
  describe(`a capture file of ${scenario} traffic`, () => {
    const bytesOf = (seconds: number, options: CaptureOptions = {}) =>
      captured(seconds, { scenario, ...options }).bytes;
    let packets: readonly IpPacket[] | undefined;
    const inTwentySeconds = () => (packets ??= packetsOf(bytesOf(20)));

    it("is the same for the same options, and different for another seed or VM", () => {
      const whole = bytesOf(1);
      assert.deepEqual(bytesOf(1), whole);
      assert.notDeepEqual(bytesOf(1, { seed: "WEB02" }), whole);
      assert.notDeepEqual(bytesOf(1, { vm: { name: "WEB01", address: "10.0.0.5" } }), whole);
    });

    for (const seconds of [0, 0.2, 1, aWhile])
      it(`has ascending times within ${seconds} s`, () => {
        const times = readCapture(bytesOf(seconds)).map(({ at }) => at);
        assert.deepEqual(
          times,
          times.toSorted((one, other) => one - other),
        );
        assert(times.every((at) => at >= startedAt * 1000 && at <= (startedAt + seconds * 1000) * 1000));
      });

    it("grows with the duration, within bounds", () => {
      const [short, minutes, longest] = [5, 10, isDeep ? 18_000 : 20].map(
        (seconds) => bytesOf(seconds).length,
      );
      assert(short !== undefined && minutes !== undefined && longest !== undefined);
      assert(short > 400_000 && short < 2_000_000, `${short} bytes in 5 s`);
      assert(minutes > short && longest > minutes && longest < 20_000_000, `${minutes}, ${longest} bytes`);
    });

    it("ends with the last packet that fits its limit", () => {
      const whole = bytesOf(1);
      for (const maxBytes of [0, 24, 39, 100, 5_000, 50_001]) {
        const cut = bytesOf(1, { maxBytes });
        assert.deepEqual(cut, whole.subarray(0, cut.length));
        const next = readCapture(whole)[readCapture(cut).length];
        assert(cut.length <= Math.max(maxBytes, 24));
        assert(cut.length + 16 + (next?.bytes.length ?? 0) > maxBytes, `room left in ${maxBytes} bytes`);
      }
    });

    it("truncates packets to their limit and keeps their original length", () => {
      const whole = readCapture(bytesOf(aWhile));
      const cut = readCapture(bytesOf(aWhile, { bytesPerPacket: 96 }));
      assert.deepEqual(
        cut,
        whole.map((packet) => ({ ...packet, bytes: packet.bytes.subarray(0, 96) })),
      );
    });

    it("has correct checksums in every packet", () => {
      for (const packet of packetsOf(bytesOf(aWhile))) {
        if (packet.version === 4) assert.equal(onesComplementSum(packet.header), 0xffff);
        const covered = packet.protocol === protocols.icmp ? [] : [pseudoHeader(packet)];
        assert.equal(onesComplementSum(Buffer.concat([...covered, packet.payload])), 0xffff);
      }
    });

    const skip = incomplete.includes(scenario) && "The capture lacks what was lost.";
    it("has gapless sequence numbers in every TCP conversation", { skip }, () => {
      const next = new Map<string, number>();
      for (const { source, destination, payload } of tcpOf(inTwentySeconds())) {
        const flow = `${text(source)}:${payload.readUInt16BE(0)} ${text(destination)}:${payload.readUInt16BE(2)}`;
        const flags = payload.readUInt8(13);
        const sequence = payload.readUInt32BE(4);
        const length = payload.length - (payload.readUInt8(12) >> 4) * 4 + ((flags & 3) === 0 ? 0 : 1);
        const expected = (flags & 2) === 0 ? next.get(flow) : undefined;
        // A retransmission lies behind the expected number; nothing lies ahead of it.
        if (expected !== undefined) assert(((expected - sequence) | 0) >= 0, `gap in ${flow}`);
        // Where a byte probes a closed window, the data that follows covers it.
        const end = (sequence + length) >>> 0;
        if (expected === undefined || ((end - expected) | 0) > 0) next.set(flow, end);
      }
      assert(next.size > 40);
    });

    it("uses only reserved addresses", () => {
      const addresses = inTwentySeconds().flatMap(({ source, destination, version }) =>
        [source, destination].map((address) => `ipv${version} ${text(address)}`),
      );
      for (const found of new Set(addresses)) {
        const [version, address = ""] = found.split(" ");
        assert(reserved.check(address, version === "ipv4" ? "ipv4" : "ipv6"), address);
      }
    });

    const skipDns = scenario === "one-sided" && "The capture lacks the responses.";
    it("connects only to addresses that DNS returned before", { skip: skipDns }, () => {
      const answered = new Set<string>();
      let connections = 0;
      for (const { source, destination, protocol, payload } of inTwentySeconds()) {
        if (protocol === protocols.udp && payload.readUInt16BE(0) === 53)
          for (const length of [4, 16]) answered.add(text(payload.subarray(-length)));
        const opens = protocol === protocols.tcp && payload.readUInt8(13) === 2;
        if (!opens || payload.readUInt16BE(2) !== 443 || !/^(10|fd00)\b/.test(text(source))) continue;
        assert(answered.has(text(destination)), `${text(destination)} was never looked up`);
        connections += 1;
      }
      assert(connections > 8);
    });
  });
