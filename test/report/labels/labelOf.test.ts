import assert from "node:assert/strict";
import { it } from "node:test";
import { findingLabels } from "../../../src/report/labels/findingLabels.ts";
import { labelOf } from "../../../src/report/labels/labelOf.ts";
import { notRunning, outcome } from "../../support/report/facts.ts";
import { outboundToService, summaries } from "../../support/report/summaries.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const labelWith = (changes: Partial<CaptureSummary>): string =>
  labelOf(outcome({ summary: { ...outboundToService, ...changes } }));

it("each kind of finding has a label of its own, which a list has room for", () => {
  const labels = Object.values(findingLabels);
  assert.equal(new Set(labels).size, labels.length);
  for (const label of labels) assert.match(label, /^[A-Z][\w -]{2,15}$/);
});

it("a capture is labelled by the finding that leads, and without one by how much is known", () => {
  assert.equal(labelOf(outcome({ summary: summaries["a port scan"] ?? null })), "Scan");
  const nothing = { leading: null, findings: [] };
  assert.equal(labelWith(nothing), "Nothing stands out");
  assert.equal(labelWith({ ...nothing, packets: 0 }), "No packets");
  assert.equal(labelOf(outcome()), "Captured");
  assert.equal(labelOf(notRunning("WEB01")), "Failed");
  assert.equal(labelOf({ outcome: "skipped", summary: null }), "Skipped");
});

it("a kind that a later release found is labelled by its severity", () => {
  for (const kind of ["of-tomorrow", "toString", "__proto__"]) {
    const leading = { kind, severity: "warning", weight: 1 } as unknown as CaptureSummary["leading"];
    assert.equal(labelWith({ leading, findings: [] }), "Warning", kind);
  }
});
