import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  datagram,
  probe,
  selectedFrames,
  summaryOf,
  talk,
  times,
  type Timed,
} from "../../../support/behaviour/talks.ts";
import { server, vm } from "../../../support/packets/vmTraffic.ts";
import { withoutTshark } from "../../../support/tshark/tshark.ts";
import type { FindingKind } from "../../../../src/pcap/findings/finding.ts";

/** Traffic of other peers and services, which no filter may select. */
const others: Timed[] = [
  ...times(5, (n) => talk(0.5 + n * 0.013, ["203.0.113.200", 50_000 + n, vm, 8_081], 400)),
  ...times(5, (n) => talk(0.6 + n * 0.017, [vm, 51_000 + n, "203.0.113.201", 8_082], 400)),
  ...times(3, (n): Timed[] => [datagram(0.7 + n, [vm, 51_000 + n, "203.0.113.202", 8_083])]),
];
const othersFrames = /^203\.0\.113\.20[012]$/;

const attacks: Readonly<Partial<Record<FindingKind, readonly Timed[]>>> = {
  "port-scan": times(60, (n) =>
    probe(n * 0.01, ["198.51.100.7", 40_000, vm, 1 + n], n % 3 === 0 ? "open" : "refused"),
  ),
  "host-sweep": times(45, (n) =>
    probe(n * 0.01, [vm, 40_000, `10.1.3.${n}`, 445], n % 3 === 0 ? "open" : "silent"),
  ),
  "syn-flood": times(300, (n) =>
    probe(n * 0.001, [`198.51.${n & 7}.${n & 255}`, 1_024 + n, vm, 443], "half open"),
  ),
  "brute-force": times(40, (n) =>
    talk(n * 0.5, ["198.51.100.7", 40_000 + n, vm, 22], n === 30 ? 9_000 : 1_500),
  ),
  beacon: times(12, (n) => talk(n * 5, [vm, 40_000 + n, server, 443], 700)),
  "broadcast-flood": times(400, (n): Timed[] => [
    datagram(n * 0.001, ["0.0.0.0", 68, "255.255.255.255", 67]),
  ]),
};

describe("the filters of findings on behaviour", { skip: withoutTshark }, () => {
  for (const [kind, attack] of Object.entries(attacks))
    it(`select the frames of a ${kind}, and no others' packets`, () => {
      const packets = [...attack, ...others];
      const finding = summaryOf(packets).findings.find((one) => one.kind === kind);
      assert.ok(finding, "is found");
      const selected = selectedFrames(packets, finding.filter);
      for (const frame of finding.evidence.frames) assert.ok(selected.includes(frame), `frame ${frame}`);
      assert.ok(finding.evidence.frames.length > 0);
      assert.equal(selected.length, attack.length);
    });

  it("select one-sided floods and scans of several hosts and ports too", () => {
    const flood = times(40, (n) => probe(n * 0.001, [vm, 40_000 + n, "198.51.100.5", 443], "silent"));
    const scans = times(60, (n) => probe(n * 0.01, [vm, 40_000, `10.1.3.${n % 2}`, 1 + n], "refused"));
    for (const [kind, attack] of [
      ["syn-flood", flood],
      ["port-scan", scans],
    ] as const) {
      const finding = summaryOf(attack).findings.find((one) => one.kind === kind);
      assert.equal(selectedFrames(attack, finding?.filter ?? "").length, attack.length);
    }
  });
});

describe("others", () => {
  it("are named as the filters' test means them", () => {
    const { peers } = summaryOf(others);
    assert.ok(peers.every(({ address }) => othersFrames.test(address)));
    assert.deepEqual(
      summaryOf(others).findings.filter(({ severity }) => severity !== "note"),
      [],
    );
  });
});
