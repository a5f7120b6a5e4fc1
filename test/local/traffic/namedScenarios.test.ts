import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyNth } from "../../support/depth.ts";
import { captured } from "../../support/traffic/capture.ts";
import { ipPackets, protocols, readCapture, text, type IpPacket } from "../../support/traffic/readCapture.ts";

/** Seeds and durations in seconds. */
const everyCapture = everyNth(6, [
  ["WEB01", 5],
  ["a", 5],
  ["b", 3_600],
  ["c", 60],
] as const);

describe("exfiltration", () => {
  it("sends far more to one server than it receives from all", () => {
    const sent = new Map<string, number>();
    let taken = 0;
    for (const { source, destination, payload } of ipPackets(readCapture(captured(60).bytes))) {
      const to = text(destination);
      if (text(source) === "10.0.0.4") sent.set(to, (sent.get(to) ?? 0) + payload.length);
      else taken += payload.length;
    }
    const [busiest = 0] = [...sent.values()].sort((one, other) => other - one);
    assert(busiest > 2 * taken, `${busiest} sent, ${taken} taken`);
  });

  it("has every kind of traffic within five seconds", () => {
    const { bytes: file } = captured(5);
    const kinds = new Set(ipPackets(readCapture(file)).map(kindOf));
    const wanted = "icmp icmpv6 dns ntp mdns llmnr netbios https http refused".split(" ");
    for (const kind of wanted) assert(kinds.has(kind), kind);
    assert(readCapture(file).some(({ bytes }) => bytes.readUInt16BE(12) === 0x0806));
    assert(file.includes("files.example.net") && file.includes("www.example.com"));
  });

  it("sends most outbound bytes to one host", () => {
    for (const [seed, seconds] of everyCapture) {
      const { topPeer, scan } = captured(seconds, { seed }).truth;
      assert.equal(topPeer.outbound?.name, "files.example.net");
      assert(topPeer.outbound.share > 0.6, `${seed}, ${seconds} s: ${topPeer.outbound.share}`);
      assert.equal(scan, null);
    }
  });
});

describe("port-scan", () => {
  it("probes hundreds of ports of the VM: most refused, some silent, a few open", () => {
    for (const [seed, seconds] of everyCapture) {
      const { scan, tcp, topPeer } = captured(seconds, { scenario: "port-scan", seed }).truth;
      assert.equal(scan?.scanner, "198.51.100.7");
      assert(scan.ports >= 400 && scan.ports <= 1_000, `${scan.ports} ports`);
      assert.equal(scan.open, 2);
      assert(scan.refused > scan.ports / 2 && scan.silent > scan.ports / 6);
      assert.equal(scan.open + scan.refused + scan.silent, scan.ports);
      assert(tcp.resets > scan.refused && tcp.unanswered === scan.silent);
      assert((topPeer.outbound?.share ?? 1) < 0.2);
    }
  });
});

describe("dns-storm", () => {
  it("queries a great many nonexistent names, and a few names again and again", () => {
    for (const [seed, seconds] of everyCapture) {
      const { dns } = captured(seconds, { scenario: "dns-storm", seed }).truth;
      assert(dns.queries >= 1_200 && dns.distinctNames > 0.8 * dns.queries);
      assert(dns.failures > 0.8 * dns.answers && dns.failures < dns.answers);
      assert(dns.answers < dns.queries, "some queries get no response");
      const often = dns.names.filter(({ queries }) => queries > 10).map(({ name }) => name);
      for (const name of ["queue.example.org", "sync.example.net", "wpad.example.com"])
        assert(often.includes(name), name);
    }
  });
});

describe("ordinary", () => {
  it("has no peer that stands out, in either direction", () => {
    for (const [seed, seconds] of everyCapture) {
      const { topPeer, dns, tcp, scan } = captured(seconds, { scenario: "ordinary", seed }).truth;
      for (const peer of Object.values(topPeer)) assert((peer?.share ?? 1) < 0.2, JSON.stringify(peer));
      assert.equal(dns.failures, 0);
      assert(tcp.established > 0.75 * tcp.connections);
      assert.equal(scan, null);
    }
  });
});

const portKinds: Readonly<Record<number, string>> = {
  53: "dns",
  80: "http",
  123: "ntp",
  137: "netbios",
  443: "https",
  5353: "mdns",
  5355: "llmnr",
};

function kindOf({ protocol, payload }: IpPacket): string | undefined {
  if (protocol === protocols.icmp) return "icmp";
  if (protocol === protocols.icmpv6) return "icmpv6";
  if (protocol === protocols.tcp && payload.readUInt8(13) === 0x14) return "refused";
  return portKinds[payload.readUInt16BE(2)] ?? portKinds[payload.readUInt16BE(0)];
}
