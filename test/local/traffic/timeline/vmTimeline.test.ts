import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { scenarioNames } from "../../../../local/traffic/namedScenarios.ts";
import { pcapFile } from "../../../../local/traffic/pcapFile.ts";
import { periodMs, VmTimeline } from "../../../../local/traffic/timeline/vmTimeline.ts";
import { countTruth } from "../../../../local/traffic/truth/countTruth.ts";
import { everyNth } from "../../../support/depth.ts";
import type { SimulatedPacket } from "../../../../local/traffic/simulatedPacket.ts";
import type { TrafficPlan } from "../../../../local/traffic/timeline/trafficPlan.ts";

/** Begins with a period. */
const noon = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const vm = { name: "WEB01", address: "10.0.0.4" };
const usual: TrafficPlan = { since: noon, traffic: "ordinary", incidents: [] };
const timeline = (plans: readonly TrafficPlan[] = [usual], seed = "/web01") =>
  new VmTimeline({ seed, vm, plans });
const hashOf = (packets: readonly SimulatedPacket[]) =>
  createHash("sha256").update(pcapFile(packets, 0)).digest("hex");
const within = (packets: readonly SimulatedPacket[], from: number, until: number) =>
  packets.filter(({ at }) => at >= from * 1_000 && at <= until * 1_000);
const between = (line: VmTimeline, from: number, until: number) => line.between(from * 1_000, until * 1_000);

describe("the traffic of a VM that goes on", () => {
  it("has the same packets at the same moment, whoever asks for whatever time", () => {
    const [from, until] = [noon + 9 * minute, noon + 12 * minute];
    const long = within(between(timeline(), noon + 5 * minute, noon + 14 * minute), from, until);
    assert.ok(long.length > 1_000, `${long.length} packets`);
    assert.deepEqual(hashOf(between(timeline(), from, until)), hashOf(long));
    const other = timeline();
    const parts = [10, 11, 12].map((end) => {
      const first = noon + (end - 1) * minute;
      return other.between(first * 1_000, (first + minute) * 1_000 - (end < 12 ? 1 : 0));
    });
    assert.deepEqual(hashOf(parts.flat()), hashOf(long));
  });

  it("is in order of time, and another one on another VM", () => {
    const packets = between(timeline(), noon, noon + minute);
    const times = packets.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
    const other = between(timeline([usual], "/web02"), noon, noon + minute);
    assert.notDeepEqual(hashOf(other), hashOf(packets));
  });

  it("has conversations that go on over the end of a period, and one that never ends", () => {
    const line = timeline();
    const ends = [1, 2, 3, 4, 5].map((period) => noon + period * periodMs);
    const around = ends.map((end) => between(line, end - minute, end + minute));
    const crossing = around.filter((packets, index) => {
      const end = (ends[index] ?? 0) * 1_000;
      const talks = Map.groupBy(packets, ({ tcp }) => tcp?.conversation);
      return [...talks].some(
        ([talk, its]) => talk !== undefined && (its[0]?.at ?? end) < end && (its.at(-1)?.at ?? 0) >= end,
      );
    });
    assert.ok(crossing.length > 0, "a conversation goes on over the end of a period");
    const packets = around.flat();
    const broker = packets.filter(
      ({ frame: { ip } }) => ip?.to.address === "198.51.100.44" && ip.to.port === 5_671,
    );
    assert.ok(broker.length >= 5 * 12, "an exchange every ten seconds");
    const sequences = broker.map(({ frame }) => frame.bytes.readUInt32BE(14 + 20 + 4));
    const steps = sequences.map((sequence, index) => (sequence - (sequences[index - 1] ?? sequence)) >>> 0);
    const unseen = (periodMs / 10_000 - 12) * 90;
    assert.deepEqual(new Set(steps), new Set([0, 90, unseen]), "data follows on data");
  });

  for (const traffic of everyNth(3, scenarioNames))
    it(`has some tens of packets a second at most with ${traffic}`, () => {
      const packets = between(timeline([{ ...usual, traffic }]), noon, noon + periodMs - 1);
      assert.ok(packets.length > 5 * 600 && packets.length < 60 * 600, `${packets.length} in ten minutes`);
    });

  it("shows an incident while it lasts, and never else", () => {
    const incident = { traffic: "port-scan", from: noon + 61_000, until: noon + 181_000 } as const;
    const line = timeline([{ ...usual, incidents: [incident] }]);
    const scans = between(line, noon, noon + 5 * minute).filter(({ tcp }) => tcp?.scan === true);
    assert.ok(scans.length > 400);
    assert.ok((scans[0]?.at ?? 0) >= incident.from * 1_000);
    assert.ok((scans.at(-1)?.at ?? Infinity) <= incident.until * 1_000);
    const quiet = between(line, incident.until + 1, noon + 5 * minute);
    assert.deepEqual(hashOf(quiet), hashOf(between(timeline(), incident.until + 1, noon + 5 * minute)));
  });

  it("goes on as planned until the plan changes: what has begun does not change any more", () => {
    const incident = { traffic: "beacon", from: noon + minute, until: noon + 3 * minute } as const;
    const first = { ...usual, incidents: [incident] };
    const changed: TrafficPlan = { since: noon + 2 * minute, traffic: "dns-storm", incidents: [] };
    const until = noon + periodMs - 1;
    const after = [first, changed];
    assert.deepEqual(
      hashOf(between(timeline(after), noon, until)),
      hashOf(between(timeline([first]), noon, until)),
    );
    const next = between(timeline(after), until + 1, until + periodMs);
    assert.equal(countTruth(next, 0, timeline().vmAddresses).trouble?.kind, "dns-storm");
    const withdrawn = [
      { ...first, since: noon - minute },
      { ...changed, since: noon },
    ];
    assert.deepEqual(
      hashOf(between(timeline(withdrawn), noon, until)),
      hashOf(between(timeline([{ ...changed, since: noon - minute }]), noon, until)),
    );
  });

  it("is told by the gravest of its troubles, each counted by itself", () => {
    const incident = { traffic: "syn-flood", from: noon + minute, until: noon + 2 * minute } as const;
    const line = timeline([{ since: noon, traffic: "exfiltration", incidents: [incident] }]);
    const { trouble } = countTruth(between(line, noon, noon + 5 * minute), 0, line.vmAddresses);
    assert.equal(trouble?.kind, "syn-flood");
    const calm = countTruth(between(line, noon, noon + minute - 1), 0, line.vmAddresses);
    assert.equal(calm.trouble?.kind, "top-peer");
  });
});
