import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingCards } from "../../../src/console/capture/findings/findingCards.ts";
import { findings } from "../../../src/report/sections/traffic/findings.ts";
import { manyFindings } from "../../support/report/findings.ts";
import { outboundToService } from "../../support/report/summaries.ts";

const summary = { ...outboundToService, ...manyFindings };
const shown = { vmName: "WEB01", timeZone: "UTC", shown: 12, network: null };
const [section = null] = findings(summary, shown);

describe("findingCards", () => {
  it("are all findings in their order, in the words of the email", () => {
    const cards = findingCards(summary.findings, section);
    assert.deepEqual(
      cards.map(({ title, filter, severity }) => ({ title, filter, severity })),
      summary.findings.map(({ text, filter, severity }) => ({ title: `Warning: ${text}`, filter, severity })),
    );
  });

  it("have evidence, when it was seen, and the next step", () => {
    const [first] = findingCards(summary.findings, section);
    assert.deepEqual(first?.facts, [
      {
        label: "Evidence",
        value: "connections 60, opened again 1,204; 10.0.0.57:50214 → 203.0.113.78:5432; frames 12, 14",
      },
      { label: "Seen", value: "02:01:00 to 02:04:59 UTC" },
      { label: "Next step", value: "Check the NSG and the firewall of the peer." },
    ]);
  });

  it("are absent without the section in words", () => {
    assert.deepEqual(findingCards(summary.findings, null), []);
  });
});
