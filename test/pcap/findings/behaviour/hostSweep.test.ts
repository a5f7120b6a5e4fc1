import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { found, probe, times, type Outcome, type Timed } from "../../../support/behaviour/talks.ts";
import { vm } from "../../../support/packets/vmTraffic.ts";

const sweep = (count: number, first: number, outcome: Outcome, by = vm): Timed[] =>
  times(count, (index) => probe(index * 0.01, [by, 40_000, `10.1.3.${first + index}`, 445], outcome));

describe("host-sweep", () => {
  it("names the port that the VM tries, the hosts and what came of them", () => {
    const [finding] = found("host-sweep", [
      ...sweep(1, 1, "open"),
      ...sweep(20, 50, "refused"),
      ...sweep(30, 100, "silent"),
    ]);
    assert.equal(
      finding?.text,
      "The VM probes TCP port 445 of 51 hosts: 1 open, 20 refused, 30 without an answer",
    );
    assert.equal(finding.severity, "critical");
    assert.deepEqual(finding.evidence.counts, { hosts: 51, open: 1, refused: 20, unanswered: 30 });
    assert.equal(
      finding.filter,
      `(ip.src == ${vm} && tcp.dstport == 445) || (ip.dst == ${vm} && tcp.srcport == 445)`,
    );
    assert.match(finding.nextStep, /denies outbound traffic to port 445/);
  });

  it("tells several ports of one sweep at once", () => {
    const again = sweep(30, 100, "silent").flatMap(([at]) =>
      probe(at + 2, [vm, 40_000, `10.1.3.${100 + Math.round(at * 100)}`, 22], "silent"),
    );
    const findings = found("host-sweep", [...sweep(30, 100, "silent"), ...again]);
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.text ?? "", /and 1 port more of 30 hosts: no answer seen$/);
  });

  it("is a warning when an outside host sweeps the VM's neighbours", () => {
    const [finding] = found("host-sweep", sweep(30, 100, "silent", "198.51.100.7"));
    assert.equal(finding?.severity, "warning");
    assert.match(finding.nextStep, /^Block 198\.51\.100\.7/);
  });

  for (const [why, packets] of [
    ["24 hosts", sweep(24, 1, "refused")],
    ["hosts that mostly answer", [...sweep(30, 1, "refused"), ...sweep(31, 100, "open")]],
    [
      "datagrams without replies, as of logs",
      times(40, (n): Timed[] => probe(n, [vm, 40_000, `10.1.3.${n}`, 514], "silent").slice(1)),
    ],
  ] as const)
    it(`is not made of ${why}`, () => {
      assert.deepEqual(found("host-sweep", packets), []);
    });
});
