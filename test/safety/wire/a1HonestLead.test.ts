import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { everyNth, isDeep } from "../../support/depth.ts";
import { pcapFile } from "../../support/packets/captureFiles.ts";
import { frame } from "../../support/packets/linkFrames.ts";
import { randomNumbers, type Random } from "../../support/packets/mixture.ts";
import { summaryOf } from "../../support/packets/vmTraffic.ts";
import { ipv6Packet, udpDatagram } from "../../support/packets/wire.ts";
import { facts, outcome } from "../../support/report/facts.ts";
import type { CaptureSummary, Peer } from "../../../src/pcap/summary/captureSummary.ts";

const vm = "2001:db8::4";
const host = (number: number): string => `2001:db8:1:2::${(number + 1).toString(16)}`;

const datagram = (to: number, bytes: number, from = vm, destination = host(to)): Buffer =>
  ipv6Packet({ source: from, destination, protocol: 17 }, udpDatagram(40_000, 443, Buffer.alloc(bytes)));

function captureOf(packets: readonly Buffer[]): Buffer {
  const written = packets.map((packet, index) => {
    const bytes = frame("ethernet", 0x86dd, [], packet);
    return { seconds: 1_700_000_000 + index, nanoseconds: 0, frame: bytes, kept: bytes.length };
  });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: false });
}

const flood = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, number) => datagram(number, 10, host(number), vm));
const small = { flowCapacity: 256, localAddresses: [vm] } as const;

describe("a flood of IPv6 addresses that leaves no place for another one", () => {
  const packets = [
    ...flood(300),
    ...Array.from({ length: 200 }, () => datagram(5000, 1300)),
    ...Array.from({ length: 50 }, () => datagram(7, 1300)),
  ];
  const summary = summaryOf(captureOf(packets), { ...small, question: "outbound" });

  it("is what the lead, the subject and the report say first, before they name a peer", () => {
    assert.match(
      summary.lead,
      /^Incomplete, any peer may lack up to \d+% of the bytes: nothing else stands out$/,
    );
    const { subject, text } = renderReport(facts({ captures: [outcome({ summary })] }));
    assert.match(subject, /^WEB01: Incomplete, any peer may lack up to \d+% of the bytes: /);
    assert.match(text.split("\n")[0] ?? "", /^WEB01: Incomplete, any peer may lack up to /);
  });

  it("takes nothing from the totals and the directions", () => {
    assert.equal(summary.directions.outbound.packets, 250);
    assert.equal(summary.directions.inbound.packets, 300);
    assert.ok(summary.missableBytes >= 200 * 1300);
    assert.equal(summary.exact, false);
  });

  it("leaves a peer its share as the least, when no other one can have more", () => {
    const most = [...Array.from({ length: 900 }, () => datagram(7, 1300)), ...packets];
    const { lead, answer } = summaryOf(captureOf(most), { ...small, question: "outbound" });
    assert.match(lead, /^Incomplete, .*: at least \d+% of outbound bytes went to \[2001:db8:1:2::8\]:443$/);
    assert.deepEqual([answer?.telling, answer?.peer.address], [true, host(7)]);
  });
});

/** A random capture: floods, large and small peers, in any order. */
function mixture(random: Random): Buffer[] {
  return Array.from({ length: 2 + random(5) }, () => {
    const [size, to] = [random(1200), random(600)];
    const count = 1 + random(250);
    return random(2) === 0
      ? Array.from({ length: count }, (_, number) => datagram(number + to, size))
      : Array.from({ length: count }, () => datagram(to, size));
  }).flat();
}

const sent = ({ peers }: CaptureSummary, { address }: Peer): number =>
  peers.find((peer) => peer.address === address)?.outbound.bytes ?? 0;

/** Compares a summary in little memory with that of the same capture in enough. */
function checkClaims(little: CaptureSummary, enough: CaptureSummary): void {
  assert.deepEqual(little.directions, enough.directions);
  const { answer, lead, missableBytes, bytes } = little;
  assert.ok(answer !== null && enough.answer !== null);
  const really = sent(enough, answer.peer) / enough.directions.outbound.bytes;
  if (sent(enough, answer.peer) > 0) assert.ok(really >= answer.share - 1e-9, "the share is proven");
  if (answer.telling && missableBytes > bytes / 100)
    assert.equal(answer.peer.address, enough.answer.peer.address, "no other peer has more");
  assert.equal(lead.startsWith("Incomplete"), missableBytes > bytes / 100);
  for (const peer of enough.peers) {
    const known = sent(little, peer);
    const least = little.peers.at(-1)?.outbound.bytes ?? 0;
    assert.ok(
      Math.max(known, least) >= peer.outbound.bytes - missableBytes,
      "no peer lacks more than it says",
    );
  }
}

it("claims nothing that the whole capture contradicts, however little memory there is", (t) => {
  const random = randomNumbers(Number(process.env.FUZZ_SEED ?? 1));
  const cases = Array.from({ length: isDeep ? 500 : 40 }, () => captureOf(mixture(random)));
  let incomplete = 0;
  for (const bytes of everyNth(2, cases)) {
    const options = { localAddresses: [vm], question: "outbound", seed: [random(2 ** 32)] } as const;
    const little = summaryOf(bytes, { ...options, flowCapacity: 64 << random(3) });
    checkClaims(little, summaryOf(bytes, { ...options, flowCapacity: 4096 }));
    if (little.lead.startsWith("Incomplete")) incomplete += 1;
  }
  assert.ok(incomplete > 0);
  t.diagnostic(`${incomplete} of ${everyNth(2, cases).length} captures are incomplete`);
});
