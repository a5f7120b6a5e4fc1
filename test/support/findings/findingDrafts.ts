import { randomNumbers, type Random } from "../packets/mixture.ts";
import type { FindingDraft, FindingKind, Severity } from "../../../src/pcap/findings/finding.ts";

const kinds: readonly FindingKind[] = [
  ...(["incomplete", "top-peer", "port-scan", "refused", "unanswered", "packet-loss", "resets"] as const),
  ...([
    "dns-failure",
    "dns-slow",
    "beacon",
    "zero-window",
    "one-sided",
    "captured-twice",
    "slow-server",
  ] as const),
];
const severities: readonly Severity[] = ["critical", "warning", "note"];

export const draft = (changes: Partial<FindingDraft> = {}): FindingDraft => ({
  kind: "refused",
  severity: "warning",
  text: "14 of 60 connections to 203.0.113.78:5432 were refused",
  filter: "ip.addr == 203.0.113.78 && tcp.port == 5432",
  evidence: { counts: { refused: 14 }, flows: [], frames: [3] },
  nextStep: "Start the service.",
  firstAt: null,
  lastAt: null,
  weight: 0.5,
  ...changes,
});

/** Findings as they may come from the finders: of any size, number, kind and order; one answer at most. */
export function randomDrafts(seed: number): FindingDraft[] {
  const random = randomNumbers(seed);
  const drafts = Array.from({ length: random(40) }, (_, index) => randomDraft(random, index));
  const answer = drafts.findIndex(({ kind }) => kind === "top-peer");
  return drafts.filter(({ kind }, index) => kind !== "top-peer" || index === answer);
}

function randomDraft(random: Random, index: number): FindingDraft {
  const kind = kinds[random(kinds.length)] ?? "refused";
  const severity = kind === "top-peer" ? "note" : (severities[random(3)] ?? "note");
  const name = "é".repeat(random(60));
  return draft({
    kind,
    severity,
    text: `Finding ${index} about ${name || "nobody"}`,
    filter: `frame.number == ${index} && ${"ip.addr == 2001:db8::1 && ".repeat(random(12))}ip`,
    evidence: {
      counts: { refused: random(1000), connections: random(1000) },
      flows: Array.from(
        { length: random(6) },
        (_, flow) => `[2001:db8::${index}]:${flow} → [2001:db8::9]:443`,
      ),
      frames: Array.from({ length: random(6) }, (_, frame) => frame + 1),
    },
    nextStep: `${"Look ".repeat(random(30))}here.`,
    firstAt: random(2) === 0 ? null : random(1e9),
    weight: random(100) / 100,
  });
}
