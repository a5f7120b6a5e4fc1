import assert from "node:assert/strict";
import { specimenSummary } from "../../../src/report/specimen/specimenSummary.ts";
import type { Peer } from "../../../src/pcap/summary/captureSummary.ts";

const [largest] = specimenSummary("2026-11-23T02:00:47.000Z").peers;
assert.ok(largest !== undefined);

const client: Peer = {
  address: "198.51.100.178",
  name: null,
  protocol: "TCP",
  port: 443,
  service: "local",
  outbound: { packets: 21_004, bytes: 3_100_200 },
  inbound: { packets: 38_402, bytes: 51_204_118 },
};

const ipv6Peer: Peer = {
  ...largest,
  address: "2001:db8:4a0f:8c3e:51b2:9d07:c6e1:f384",
  name: "a-rather-long-host-name-of-a-storage-endpoint.eu-central.objects.example.net",
};

const pinged: Peer = { ...largest, address: "198.51.100.9", name: null, protocol: "ICMP", port: null };

const scanned = (host: number): Peer => ({
  ...largest,
  address: "198.51.100.77",
  name: null,
  port: 1000 + host,
  outbound: { packets: 2, bytes: 148 },
  inbound: { packets: 0, bytes: 0 },
});

/** Peers of all kinds. */
export const peers = { largest, client, ipv6Peer, pinged, scanned };
