import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lookup } from "../../support/applications/dnsLookups.ts";
import { timedCapture, type TimedPacket } from "../../support/applications/timedPackets.ts";
import { probe, talk, times } from "../../support/behaviour/talks.ts";
import { segmentsFile, type PassedSegment } from "../../support/packets/segments.ts";
import { ack, server, summaryOf, syn, tcp, vm, type Ends } from "../../support/packets/vmTraffic.ts";
import { tcpFlags } from "../../support/packets/wire.ts";
import { recordsOf, splitCapture, summaryOfParts } from "../../support/recording/splitCapture.ts";
import type { FindingKind } from "../../../src/pcap/findings/finding.ts";

const second = 1e6;
const options = { localAddresses: [vm], flowCapacity: 2 ** 12 };
const vmOptions = { localAddresses: ["10.0.0.4"], flowCapacity: 2 ** 12 };
const local = (port: number): Ends => [vm, port, server, 443];

/** Cuts a file so many seconds behind its first packet; the ring had ended before. */
function withGap(file: Buffer, from: number, to: number) {
  const first = recordsOf(file)[0]?.at ?? 0;
  const at = first + to * second;
  return splitCapture(file, { at, overlap: (from - to) * second, ringFiles: 3 });
}

const kindsOf = ({ findings }: { readonly findings: readonly { readonly kind: FindingKind }[] }) =>
  new Set(findings.map(({ kind }) => kind));

function newKinds(file: Buffer, from: number, to: number): FindingKind[] {
  const whole = kindsOf(summaryOf(file, options));
  const parts = kindsOf(summaryOfParts(withGap(file, from, to), options));
  return [...parts].filter((kind) => !whole.has(kind));
}

/** Packets around a gap from 10 s to 13 s, and what of them would be wrong. */
const cases: readonly [title: string, packets: readonly TimedPacket[]][] = [
  [
    "segments that passed in it are not lost",
    times(40, (index) =>
      times(30, (step): TimedPacket[] => [
        [step * 0.5 + index / 1000, tcp(local(50_000 + index), 1 + step * 1000, ack, Buffer.alloc(1000))],
        [
          step * 0.5 + index / 1000 + 0.0005,
          tcp([server, 443, vm, 50_000 + index], 1 + step * 100, ack, Buffer.alloc(100)),
        ],
      ]),
    ),
  ],
  [
    "a service that answers in it is not dead",
    times(12, (index): TimedPacket[] => [
      [8.9 + index / 100, tcp(local(51_000 + index), 1, syn)],
      [9.9 + index / 1000, tcp(local(51_000 + index), 1, syn)],
      [12 + index / 1000, tcp(local(51_000 + index), 1, syn)],
      [12.1, tcp([server, 443, vm, 51_000 + index], 1, syn | ack)],
      [12.2, tcp(local(51_000 + index), 2, ack)],
    ]),
  ],
  [
    "answers to questions that come in it are not missing",
    times(30, (index) => lookup({ at: 9 + index / 40, after: 2, id: index + 1 })),
  ],
];

describe("a gap between the ring and the capture", () => {
  for (const [title, packets] of cases)
    it(`makes no findings: ${title}`, () => {
      const others = times(15, (index) => talk(index, [vm, 40_000 + index, "198.51.100.7", 8443], 3000));
      const file = timedCapture([...packets, ...others]);
      assert.deepEqual(newKinds(file, 10, 13), []);
      const { tcp: figures } = summaryOfParts(withGap(file, 10, 13), options);
      assert.deepEqual([figures.lostSegments, figures.ackedLostSegments], [0, 0]);
    });

  it("ends a repetition whose acknowledgment comes in it", () => {
    const again = (port: number): PassedSegment[] => [
      { at: 0, sequence: 1, payload: 100, port },
      { at: 10, back: true, sequence: 1, acknowledged: 101, port },
      ...[1000, 1400, 2200, 3800, 7000].map((at) => ({ at, sequence: 101, payload: 500, port })),
      { at: 9000, back: true, sequence: 1, acknowledged: 601, port },
      { at: 9100, sequence: 601, flags: tcpFlags.fin | ack, port },
    ];
    const last: PassedSegment = { at: 14_000, sequence: 1, flags: syn, port: 60_000 };
    const file = segmentsFile([...again(40_001), ...again(40_002), last].sort((a, b) => a.at - b.at));
    const dead = (share: Parameters<typeof summaryOfParts>[0]) =>
      summaryOfParts(share, vmOptions).findings.some(({ kind }) => kind === "dead-peer");
    const uncut = summaryOf(file, vmOptions);
    assert.ok(!kindsOf(uncut).has("dead-peer"));
    assert.equal(dead(withGap(file, 8, 13)), false);
    // At the end of a recording the same repetition is that of a dead peer.
    const [head = Buffer.alloc(0), ...rest] = withGap(file, 8, 13).ring;
    const alone = Buffer.concat([head, ...rest.map((one) => one.subarray(24))]);
    assert.ok(kindsOf(summaryOf(alone, vmOptions)).has("dead-peer"));
  });

  it("makes handshakes that end in it neither slow nor half open", () => {
    const opened = (port: number): PassedSegment[] => [
      { at: 9900 + (port % 100), sequence: 1, flags: syn, port },
      { at: 9905 + (port % 100), back: true, sequence: 8, acknowledged: 2, flags: syn | ack, port },
      { at: 10_010 + (port % 100), sequence: 2, acknowledged: 9, port },
      { at: 14_000 + (port % 100), sequence: 2, acknowledged: 9, payload: 100, port },
      { at: 14_200 + (port % 100), back: true, sequence: 9, acknowledged: 102, payload: 100, port },
    ];
    const file = segmentsFile([
      { at: 0, sequence: 1, flags: syn, port: 50_000 },
      ...times(12, (index) => opened(40_000 + index)).sort((one, other) => one.at - other.at),
    ]);
    const { tcp: figures, latency, findings } = summaryOfParts(withGap(file, 10, 13), vmOptions);
    assert.deepEqual([figures.halfOpen, latency[0]?.handshakes ?? 0], [0, 0]);
    assert.ok(!findings.some(({ kind }) => kind === "slow-handshake" || kind === "half-open"));
  });

  it("is told in seconds, from the last packet of the ring to the first of the capture", () => {
    const file = timedCapture(times(20, (index) => probe(index, local(50_000 + index), "open")));
    const { before } = summaryOfParts(withGap(file, 10, 13), options);
    assert.ok(before !== null && Math.abs((before.gapSeconds ?? 0) - 3.999) < 0.01, `${before?.gapSeconds}`);
    assert.equal(before.overlapPackets, 0);
  });
});
