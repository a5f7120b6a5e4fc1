import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureClock } from "../../../src/pcap/file/captureClock.ts";
import { byGravity } from "../../../src/pcap/findings/byGravity.ts";
import { chooseLead } from "../../../src/pcap/findings/chooseLead.ts";
import { rankFindings } from "../../../src/pcap/findings/rankFindings.ts";
import { draft, randomDrafts } from "../../support/findings/findingDrafts.ts";
import type { Finding, FindingDraft } from "../../../src/pcap/findings/finding.ts";

const clock = new CaptureClock();
clock.since(1_700_000_000, 0);

function ranked(drafts: readonly FindingDraft[]): Finding[] {
  const sorted = [...drafts].sort(byGravity);
  const { leading } = chooseLead(sorted, { answer: null, missing: 0, packets: 1, isAsked: true });
  return rankFindings(sorted, leading, clock, null);
}

const sizeOf = (findings: readonly Finding[]): number => Buffer.byteLength(JSON.stringify(findings));
const several = (count: number, changes: Partial<FindingDraft>): FindingDraft[] =>
  Array.from({ length: count }, (_, index) =>
    draft({ ...changes, text: `${changes.kind ?? ""} ${index}`, weight: 1 - index / 100 }),
  );
const kindsOf = (findings: readonly Finding[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(findings, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]));

describe("the findings of a summary", () => {
  it("are ordered by severity, then by weight, with their times as text", () => {
    const findings = ranked([
      draft({ kind: "beacon", severity: "note", weight: 1 }),
      draft({ kind: "resets", severity: "warning", weight: 0.2, firstAt: 0, lastAt: 1_500_000_000 }),
      draft({ kind: "syn-flood", severity: "critical", weight: 0.1 }),
      draft({ kind: "refused", severity: "warning", weight: 0.9 }),
    ]);
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ["syn-flood", "refused", "resets", "beacon"],
    );
    assert.deepEqual(
      [findings[2]?.firstAt, findings[2]?.lastAt],
      ["2023-11-14T22:13:20.000000000Z", "2023-11-14T22:13:21.500000000Z"],
    );
    assert.ok(!("weight" in (findings[0] ?? {})));
  });

  it("are all there while there is room, however many of a kind", () => {
    const findings = ranked(several(9, { kind: "refused" }));
    assert.deepEqual(kindsOf(findings), { refused: 9 });
    assert.equal(findings[8]?.evidence.counts.more, undefined);
  });

  it("are two of a kind before a third one, and the last of the kind counts the others", () => {
    const findings = ranked([
      ...several(20, { kind: "refused", severity: "critical" }),
      ...several(4, { kind: "resets" }),
      ...several(2, { kind: "beacon", severity: "note" }),
    ]);
    assert.deepEqual(kindsOf(findings), { refused: 8, resets: 2, beacon: 2 });
    assert.deepEqual(
      findings.map(({ evidence }) => evidence.counts.more ?? 0),
      [0, 0, 0, 0, 0, 0, 0, 12, 0, 2, 0, 0],
    );
  });

  it("have the answer that leads, though it is the last of many", () => {
    const kinds = [
      "refused",
      "unanswered",
      "resets",
      "half-open",
      "idle-reset",
      "tls-old",
      "dns-slow",
    ] as const;
    const warnings = kinds.flatMap((kind) => several(2, { kind }));
    const drafts = [...warnings, draft({ kind: "top-peer", severity: "note" })].sort(byGravity);
    const { leading } = chooseLead(drafts, { answer: { share: 1 }, missing: 0, packets: 1, isAsked: true });
    const findings = rankFindings(drafts, leading, clock, null);
    assert.equal(findings.length, 12);
    assert.equal(findings.at(-1)?.kind, "top-peer");
  });

  it("lose flows, then the lightest of them, to fit in 5 KiB", () => {
    const flow = `[2001:db8:1111:2222:3333:4444:5555:6666]:50000 → [2001:db8:1111:2222:3333:4444:5555:7777]:443`;
    const evidence = { counts: {}, flows: [flow, flow, flow], frames: [1, 2, 3, 4] };
    const some = ranked(several(10, { evidence }));
    assert.equal(some.length, 10);
    assert.deepEqual(some[0]?.evidence.frames, [1, 2, 3]);
    assert.deepEqual(
      some.map(({ evidence: { flows } }) => flows.length),
      [3, 3, 3, 3, 3, 3, 3, 3, 3, 1],
    );
    const many = ranked(several(12, { evidence, nextStep: "x".repeat(300) }));
    assert.ok(many.length < 12 && many.length > 5, `${many.length} findings`);
    assert.equal(many.at(-1)?.evidence.counts.more, 12 - many.length);
  });

  it("have texts of at most 120 characters", () => {
    assert.equal(ranked([draft({ text: "x".repeat(500) })])[0]?.text.length, 120);
  });
});

it("fits, ranks and keeps what leads, whatever was found", () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const drafts = randomDrafts(seed).sort(byGravity);
    const { leading } = chooseLead(drafts, { answer: { share: 1 }, missing: 0, packets: 1, isAsked: true });
    const findings = rankFindings(drafts, leading, clock, null);
    assert.ok(findings.length <= 12 && sizeOf(findings) <= 5 * 1024, `seed ${seed}`);
    assert.equal(
      findings.find(({ kind }) => kind === leading?.kind)?.text,
      leading?.text,
      `seed ${seed}: the first of its kind leads`,
    );
    const places = findings.map(({ text }) => drafts.findIndex((one) => one.text === text));
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
      `seed ${seed}`,
    );
    for (const [kind, listed] of Object.entries(kindsOf(findings))) {
      const more = findings.reduce(
        (sum, one) => sum + (one.kind === kind ? (one.evidence.counts.more ?? 0) : 0),
        0,
      );
      assert.equal(listed + more, drafts.filter((one) => one.kind === kind).length, `seed ${seed}, ${kind}`);
    }
  }
});
