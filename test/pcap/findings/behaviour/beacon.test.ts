import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { datagram, found, summaryOf, talk, times, type Timed } from "../../../support/behaviour/talks.ts";
import { server, vm, type Ends } from "../../../support/packets/vmTraffic.ts";

/** From 0 to 1, always the same. */
const chance = (index: number): number => (((index + 1) * 7_919) % 1_009) / 1_009;

const calls = (
  count: number,
  every: number,
  jitter: number,
  [from, to, port] = [vm, server, 443] as readonly [string, string, number],
): Timed[] =>
  times(count, (n) => talk(n * every + chance(n) * jitter * every, [from, 40_000 + n, to, port], 700));

describe("beacon", () => {
  it("tells the peer, the period, how often, and how long a period the capture can show", () => {
    const [finding] = found("beacon", calls(30, 10, 0));
    assert.equal(finding?.text, `The VM contacts ${server}:443 every 10 s, 30 times, about 1.7 KiB each`);
    assert.equal(finding.severity, "note");
    assert.equal(finding.filter, `ip.addr == ${vm} && ip.addr == ${server} && tcp.port == 443`);
    assert.deepEqual(finding.evidence.counts, { connections: 30, periodSeconds: 10, score: 1 });
    assert.equal(
      finding.nextStep,
      "Find the process and ask what it polls; 290 s of capture show periods up to 58 s only.",
    );
  });

  it("finds one with a tenth of jitter, and one of datagrams", () => {
    assert.equal(found("beacon", calls(30, 10, 0.1)).length, 1);
    const datagrams = times(12, (n): Timed[] => {
      const out: Ends = [vm, 40_000 + n, server, 8_000];
      return [datagram(n * 5, out), datagram(n * 5 + 0.05, [server, 8_000, vm, 40_000 + n])];
    });
    assert.match(found("beacon", datagrams)[0]?.text ?? "", /:8000 every 5\.0 s, 12 times/);
  });

  it("never leads", () => {
    assert.doesNotMatch(summaryOf(calls(30, 10, 0)).lead, /every/);
  });
});

describe("no beacon", () => {
  for (const [why, packets] of [
    ["of five connections", calls(5, 10, 0)],
    ["of connections at random times", calls(40, 10, 6)],
    ["of more than one a second", calls(60, 0.5, 0)],
    ["of Azure's own platform", calls(40, 6, 0, [vm, "168.63.129.16", 80])],
    ["of instance metadata", calls(40, 6, 0, [vm, "169.254.169.254", 80])],
    ["of a probe of the VM", calls(40, 5, 0, ["10.1.2.9", vm, 80])],
    ["of DNS over TCP", calls(40, 5, 0, [vm, "10.1.2.9", 53])],
    [
      "of connections of all sizes",
      times(40, (n) => talk(n * 10, [vm, 40_000 + n, server, 443], 500 + ((n * n * 7_919) % 90_000))),
    ],
  ] as const)
    it(why, () => {
      assert.deepEqual(found("beacon", packets), []);
    });
});
