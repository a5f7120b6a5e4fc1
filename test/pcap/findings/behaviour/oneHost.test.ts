import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { found, probe, summaryOf, talk, times, type Timed } from "../../../support/behaviour/talks.ts";
import { server, vm } from "../../../support/packets/vmTraffic.ts";

const other = "64.13.134.52";
const spread = (ports: number): Timed[] =>
  times(ports, (n) => talk(n * 0.01, [vm, 50_000, other, 1_000 + n], 2_000));

describe("one-host", () => {
  it("tells the share of the bytes that go to one host, and on how many ports", () => {
    const packets = [...spread(1_000), ...talk(20, [vm, 50_000, server, 443], 2_000)];
    const [finding] = found("one-host", packets, { question: "outbound" });
    assert.equal(finding?.text, `>99% of outbound bytes went to ${other}, on 1,000 ports`);
    assert.deepEqual([finding.severity, finding.filter], ["note", `ip.addr == ${other}`]);
    assert.equal(finding.evidence.counts.ports, 1_000);
  });

  it("asks for the alert's direction", () => {
    const [finding] = found("one-host", spread(20), { question: "inbound" });
    assert.equal(finding?.text, `100% of inbound bytes came from ${other}, on 20 ports`);
  });

  it("is a note beside a scan, which leads", () => {
    const packets = times(29, (n) => probe(n * 0.1, [vm, 40_000 + n, other, 1 + n], "silent"));
    const { lead, findings } = summaryOf(packets);
    assert.match(lead, /^The VM probes 29 TCP ports/);
    assert.ok(findings.some(({ kind, severity }) => kind === "one-host" && severity === "note"));
  });

  for (const [why, packets] of [
    ["one of its services takes the bytes", [...spread(20), ...talk(20, [vm, 50_000, other, 443], 200_000)]],
    ["it has less than half of them", [...spread(20), ...talk(20, [vm, 50_000, server, 443], 50_000)]],
    ["it has a few ports only", spread(4)],
  ] as const)
    it(`is not told when ${why}`, () => {
      assert.deepEqual(found("one-host", packets), []);
    });
});
