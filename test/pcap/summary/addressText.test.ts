import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { capturedAt } from "../../support/packets/icmpErrors.ts";
import { captureOf, summaryOf, syn, tcp, udp } from "../../support/packets/vmTraffic.ts";
import { ipv4Packet, ipv6Packet, udpDatagram } from "../../support/packets/wire.ts";

const datagram = udpDatagram(40_000, 7001, Buffer.alloc(20));
const between = (source: string, destination: string): Buffer =>
  capturedAt([[0, ipv6Packet({ source, destination, protocol: 17 }, datagram)]]);

describe("an address of IPv6", () => {
  const texts = [
    ["::ffff:102:304", "::ffff:1.2.3.4"],
    ["::ffff:0:0", "::ffff:0.0.0.0"],
    ["::ffff:ffff:ffff", "::ffff:255.255.255.255"],
    ["64:ff9b::102:304", "64:ff9b::102:304"],
    ["::102:304", "::102:304"],
    ["::ffff:0:102:304", "::ffff:0:102:304"],
    ["1::ffff:102:304", "1::ffff:102:304"],
  ] as const;
  for (const [groups, text] of texts)
    it(`is written as RFC 5952 has it: ${text}`, () => {
      const analyzer = new CaptureAnalyzer();
      analyzer.push(between("2001:db8::1", groups));
      analyzer.end();
      const ends = analyzer
        .conversations("ipv6")
        .flatMap(({ addressA, addressB }) => [addressA, addressB])
        .filter((address) => address !== "2001:db8::1");
      assert.deepEqual(ends, [text]);
    });

  it("can be given as it is written, with an IPv4 address in it", () => {
    const bytes = between("::ffff:102:304", "::ffff:506:708");
    const given = (address: string) => summaryOf(bytes, { localAddresses: [address] }).directions;
    assert.equal(given("::ffff:5.6.7.8").inbound.packets, 1);
    assert.equal(given("::ffff:1.2.3.4").outbound.packets, 1);
    for (const none of ["::ffff:5.6.7.256", "::ffff:5.6.7", "5.6.7.8"])
      assert.equal(given(none).elsewhere.packets, 1, none);
  });
});

describe("the conversations", () => {
  it("have a packet each, though a segment with a broken header came first", () => {
    const broken = tcp(["10.0.0.1", 1000, "10.0.0.2", 2000], 1, syn);
    broken[32] = 0xf0;
    const cut = ipv4Packet(
      { source: "10.0.0.5", destination: "10.0.0.6", protocol: 6 },
      broken.subarray(20, 34),
    );
    const other = udp(["10.0.0.3", 1, "10.0.0.4", 2], Buffer.alloc(9));
    const { conversations } = summaryOf(captureOf([broken, cut, other]));
    assert.deepEqual(
      conversations.top.filter(({ fromAToB, fromBToA }) => fromAToB.packets + fromBToA.packets === 0),
      [],
    );
    assert.equal(conversations.counts.ip, 3);
  });
});
