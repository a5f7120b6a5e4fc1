import assert from "node:assert/strict";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import type { Truth } from "../../../local/traffic/truth/truth.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

/** Holds what the analysis makes of a file against what is known to be in it. */
export function assertAgreement(file: Buffer, truth: Truth): CaptureSummary {
  // More flows than any of these files has; the usual capacity takes longer to make than the file to read.
  const analyzer = new CaptureAnalyzer({ localAddresses: truth.vmAddresses, flowCapacity: 2 ** 14 });
  analyzer.push(file);
  const summary = analyzer.end();
  assert.deepEqual([summary.file.ending, summary.exact, summary.dns.exact], ["complete", true, true]);
  assert.deepEqual([summary.packets, summary.bytes], [truth.packets, truth.bytes]);
  const nothing = { packets: 0, bytes: 0 };
  const directions = {
    outbound: truth.outbound,
    inbound: truth.inbound,
    internal: nothing,
    elsewhere: nothing,
  };
  assert.deepEqual(summary.directions, directions);
  assertServices(summary, truth);
  assertNames(summary, truth);
  const { connections, established, refused, unanswered, resets, retransmissions, outOfOrder } = summary.tcp;
  assert.deepEqual({ connections, established, refused, unanswered, resets, retransmissions }, truth.tcp);
  assert.equal(outOfOrder, 0);
  return summary;
}

/** Azure's own services are peers only where they have most of the bytes. */
const isPlatform = ({ address }: { readonly address: string }): boolean =>
  ["168.63.129.16", "169.254.169.254"].includes(address);

function assertServices(summary: CaptureSummary, truth: Truth): void {
  const peers = summary.peers.filter((peer) => !isPlatform(peer));
  assert.ok(peers.length >= Math.min(truth.services.length, summary.peers.length - 2));
  const known = (truth.services as typeof summary.peers).slice(0, peers.length);
  // Those that tie for the last place may differ.
  const bytes = ({ outbound, inbound }: (typeof peers)[number]) => outbound.bytes + inbound.bytes;
  assert.deepEqual(peers.slice(0, known.length).map(bytes), known.map(bytes));
  const least = Math.min(...peers.map(bytes));
  const certain = (list: readonly (typeof peers)[number][]) =>
    list.filter((one) => bytes(one) > least).sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
  assert.deepEqual(certain(peers), certain(known));
}

const keyOf = (peer: CaptureSummary["peers"][number]): string =>
  [peer.address, peer.protocol, peer.port, peer.service].join(" ");

function assertNames({ dns, tlsServers }: CaptureSummary, truth: Truth): void {
  const { queries, responses, failures, distinctNames } = dns;
  assert.deepEqual(
    { queries, answers: responses, failures, distinctNames, names: dns.names.map(withoutAddresses) },
    truth.dns,
  );
  assert.deepEqual(tlsServers.map(withoutAddresses), truth.tlsServers);
}

const withoutAddresses = <T extends { readonly addresses: unknown }>({
  addresses,
  ...rest
}: T): Omit<T, "addresses"> => {
  assert.ok(Array.isArray(addresses));
  return rest;
};
