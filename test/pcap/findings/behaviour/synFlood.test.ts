import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  found,
  patient,
  probe,
  summaryOf,
  talk,
  times,
  type Outcome,
  type Timed,
} from "../../../support/behaviour/talks.ts";
import { server, vm } from "../../../support/packets/vmTraffic.ts";

const spoofed = (count: number, outcome: Outcome, every = 0.001): Timed[] =>
  times(count, (index) =>
    probe(index * every, [`203.0.${index >> 8}.${index & 255}`, 1_024 + index, vm, 443], outcome),
  );

const outgoing = (count: number, every = 0.001): Timed[] =>
  times(count, (index) => probe(index * every, [vm, 40_000 + index, "198.51.100.5", 443], "silent"));

describe("syn-flood", () => {
  it("finds 200 SYNs of the VM to one port within 0.2 s, and leads with them", () => {
    const summary = summaryOf(outgoing(200));
    assert.match(
      summary.lead,
      /^The VM floods 198\.51\.100\.5:443 with 1,005 SYNs a second: 200 attempts, none completed$/,
    );
    const [finding] = summary.findings;
    assert.equal(finding?.severity, "critical");
    assert.equal(finding.filter, `ip.addr == ${vm} && ip.addr == 198.51.100.5 && tcp.port == 443`);
    assert.deepEqual(finding.evidence.frames, [1, 2, 3]);
    assert.equal(finding.evidence.flows[0], `${vm}:40000 → 198.51.100.5:443`);
    assert.deepEqual(finding.evidence.counts, {
      attempts: 200,
      perSecond: 1_005,
      sources: 1,
      halfOpen: 0,
      answered: 0,
      refused: 0,
    });
  });

  it("finds the first 25 of them", () => {
    assert.match(found("syn-flood", outgoing(25))[0]?.text ?? "", /25 attempts, none completed/);
  });

  for (const outcome of ["silent", "half open"] as const)
    it(`finds a flood of the VM from many sources, whose SYNs are ${outcome}`, () => {
      const [finding] = found("syn-flood", spoofed(3_000, outcome));
      const sources = finding?.evidence.counts.sources ?? 0;
      assert.ok(Math.abs(sources - 3_000) < 300, `${sources} sources`);
      assert.match(
        finding?.text ?? "",
        /^About [\d,]+ sources flood the VM's port 443 with 1,000 SYNs a second/,
      );
      assert.equal(finding?.evidence.counts.halfOpen, outcome === "silent" ? 0 : 3_000);
      assert.match(finding.filter, /^\(ip\.dst == 10\.1\.2\.4 && tcp\.dstport == 443\) \|\|/);
    });

  it("counts each SYN of a flood that no table holds", () => {
    const [finding] = found("syn-flood", spoofed(5_000, "silent"), { flowCapacity: 256 });
    assert.equal(finding?.evidence.counts.attempts, 5_000);
  });

  it("tells the peak of a burst in a long capture", () => {
    const later = outgoing(300).map(([at, packet]): Timed => [at + 100, packet]);
    const [finding] = found("syn-flood", [...later, ...talk(0, [vm, 50_000, server, 443], 1_000)]);
    assert.ok((finding?.evidence.counts.perSecond ?? 0) >= 300);
  });
});

describe("no syn-flood", () => {
  for (const [why, packets] of [
    ["of 19 SYNs", outgoing(19)],
    ["of a SYN each second", outgoing(200, 1)],
    [
      "when a busy server answers",
      times(400, (n) => probe(n * 0.001, [`203.0.113.${n & 255}`, 2_000 + n, vm, 443], "open")),
    ],
    [
      "when most are answered",
      [
        ...spoofed(150, "silent"),
        ...times(400, (n) => probe(n * 0.001, ["203.0.114.7", 2_000 + n, vm, 443], "open")),
      ],
    ],
    [
      "when a pool of connections meets a dead service",
      times(40, (n) => patient(n * 0.001, [vm, 40_000 + n, server, 443])),
    ],
    ["when a service refuses", times(400, (n) => probe(n * 0.001, [vm, 2_000 + n, server, 443], "refused"))],
    [
      "when a scan asks each port once",
      times(300, (n) => probe(n * 0.001, ["203.0.113.7", 2_000, vm, 1 + n], "silent")),
    ],
  ] as const)
    it(why, () => {
      assert.deepEqual(found("syn-flood", packets), []);
    });
});
