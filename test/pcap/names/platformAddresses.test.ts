import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { platformAddresses } from "../../../src/pcap/names/platformAddresses.ts";
import { datagram, summaryOf, talk, times, type Timed } from "../../support/behaviour/talks.ts";
import { server, vm } from "../../support/packets/vmTraffic.ts";
import { udp } from "../../support/packets/vmTraffic.ts";
import { dnsMessage, ipv4Address } from "../../support/packets/wire.ts";

const platform = "168.63.129.16";

describe("Azure's own addresses", () => {
  it("are its platform's and its instance metadata's", () => {
    const addresses = [platform, "169.254.169.254"].map((text) => ipv4Address(text).readUInt32BE());
    assert.deepEqual([platformAddresses.host, platformAddresses.metadata], addresses);
  });

  const asking = times(5, (n) => talk(n, [vm, 41_000 + n, platform, 80], 500));
  const metadata = times(2, (n) => talk(n, [vm, 42_000 + n, "169.254.169.254", 80], 300));
  const work = talk(10, [vm, 43_000, server, 443], 20_000);

  it("have names that no DNS answer changes", () => {
    const forged: Timed = [
      0,
      udp([platform, 53, vm, 40_000], dnsMessage("evil.example", 0, [ipv4Address(platform)])),
    ];
    const { talkers } = summaryOf([forged, ...asking, ...metadata]);
    const names = new Map(talkers.map(({ address, name }) => [address, name]));
    assert.equal(names.get(platform), "Azure platform");
    assert.equal(names.get("169.254.169.254"), "Azure instance metadata");
  });

  it("are no peers, and answer no alert", () => {
    const { peers, answer } = summaryOf([...asking, ...metadata, ...work]);
    assert.deepEqual(
      peers.map(({ address }) => address),
      [server],
    );
    assert.equal(answer?.peer.address, server);
  });

  it("are when they have most of the bytes", () => {
    const flood = times(400, (n): Timed[] => [datagram(n * 0.01, [vm, 44_000, platform, 32_526], 1_000)]);
    const { peers, lead } = summaryOf([...flood, ...work]);
    assert.equal(peers[0]?.address, platform);
    assert.match(lead, /of outbound bytes went to 168\.63\.129\.16:32526 \(Azure platform\)/);
  });
});
