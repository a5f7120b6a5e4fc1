import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { displayFilter } from "../../../src/console/capture/tables/displayFilter.ts";
import type { Conversation, Peer } from "../../../src/pcap/summary/captureSummary.ts";

const none = { packets: 0, bytes: 0 };
const peer = (changes: Partial<Peer>): Peer => ({
  ...{ address: "203.0.113.9", name: null, protocol: "TCP", port: 443 },
  ...{ service: "remote", outbound: none, inbound: none },
  ...changes,
});
const conversation = (protocol: string, ports: readonly (number | null)[]): Conversation => ({
  protocol,
  a: { address: "10.0.0.4", name: null, port: ports[0] ?? null },
  b: { address: "10.0.0.5", name: null, port: ports[1] ?? null },
  direction: "with the VM",
  fromAToB: none,
  fromBToA: none,
});

describe("displayFilter", () => {
  it("names a peer and its service", () => {
    assert.equal(displayFilter.ofPeer(peer({})), "ip.addr == 203.0.113.9 && tcp.port == 443");
    assert.equal(
      displayFilter.ofPeer(peer({ address: "2001:db8::9", protocol: "UDP", port: 53 })),
      "ipv6.addr == 2001:db8::9 && udp.port == 53",
    );
    assert.equal(displayFilter.ofPeer(peer({ protocol: "ICMP", port: null })), "ip.addr == 203.0.113.9");
  });

  it("names both ends of a conversation, and a port that they share once", () => {
    assert.equal(
      displayFilter.ofConversation(conversation("TCP", [51000, 443])),
      "ip.addr == 10.0.0.4 && ip.addr == 10.0.0.5 && tcp.port == 51000 && tcp.port == 443",
    );
    assert.equal(
      displayFilter.ofConversation(conversation("UDP", [123, 123])),
      "ip.addr == 10.0.0.4 && ip.addr == 10.0.0.5 && udp.port == 123",
    );
  });

  it("compares names without regard to case", () => {
    assert.equal(displayFilter.ofDnsName("Example.NET"), 'lower(dns.qry.name) == "example.net"');
    assert.equal(
      displayFilter.ofTlsServer("example.net"),
      'lower(tls.handshake.extensions_server_name) == "example.net"',
    );
  });

  it("keeps quotes and backslashes of a name within its text", () => {
    assert.equal(displayFilter.ofDnsName('a"||tcp\\b'), String.raw`lower(dns.qry.name) == "a\"||tcp\\b"`);
  });

  it("has none for a name that was shortened or is no plain text", () => {
    assert.equal(displayFilter.ofDnsName(`${"a".repeat(99)}…`), null);
    assert.equal(displayFilter.ofTlsServer("a b"), null);
    assert.equal(displayFilter.ofTlsServer(""), null);
  });
});
