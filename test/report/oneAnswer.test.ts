import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analysisText } from "../../local/cli/analysisText.ts";
import { scenarioNames } from "../../local/traffic/namedScenarios.ts";
import { captureView } from "../../src/functions/http/captureView.ts";
import { listedCapture } from "../../src/functions/http/list/listedCapture.ts";
import { renderReport } from "../../src/report/renderReport.ts";
import { everyNth } from "../support/depth.ts";
import { summaryOf } from "../support/packets/vmTraffic.ts";
import { facts, outcome } from "../support/report/facts.ts";
import { summaries } from "../support/report/summaries.ts";
import { headingOfHtml, textOfHtml } from "../support/report/textOfHtml.ts";
import { unwrapped } from "../support/report/unwrapped.ts";
import { captured } from "../support/traffic/capture.ts";
import type { CaptureSummary } from "../../src/pcap/summary/captureSummary.ts";

/** The finished alert of one VM as Durable stores it. */
const instanceWith = (summary: CaptureSummary) => ({
  instanceId: "alert-0123456789abcdef0123456789abcdef",
  name: "captureOnAlert",
  runtimeStatus: "Completed",
  input: { vmIds: [outcome().vmId] },
  output: { captures: [outcome({ summary })], report: { sentTo: [], messageId: null, error: null } },
  customStatus: { phase: "done" },
  createdTime: "2026-11-23T02:00:42.000Z",
  lastUpdatedTime: "2026-11-23T02:05:55.000Z",
});

/** What a person or a script reads first, on each surface. */
function assertOneAnswer(summary: CaptureSummary): void {
  const { lead, leading, findings } = summary;
  assert.ok(lead.length > 0 && lead.length <= 120 && !lead.endsWith("."), lead);
  const { subject, text, html } = renderReport(facts({ captures: [outcome({ summary })] }));
  assert.ok(subject.startsWith(`WEB01: ${lead}`), subject);
  assert.equal(unwrapped(text).split("\n")[0], `WEB01: ${lead}`);
  assert.equal(headingOfHtml(html), `WEB01: ${lead}`);
  assert.equal(analysisText(summary).split("\n")[0], lead);
  const view = captureView(instanceWith(summary), []);
  assert.equal(view.vms[0]?.summary?.lead, lead);
  const item = listedCapture(instanceWith(summary));
  assert.deepEqual([item.lead, item.severity], [lead, leading?.severity ?? null]);
  for (const finding of findings)
    for (const surface of [unwrapped(text), textOfHtml(html), analysisText(summary)])
      for (const part of [finding.text, finding.filter, finding.nextStep])
        assert.ok(surface.includes(part), `${part} is missing`);
}

describe("every surface begins with the same sentence, and has the same findings", () => {
  for (const [index, scenario] of scenarioNames.entries())
    it(`of the scenario ${scenario}`, () => {
      for (const question of everyNth(3, ["outbound", "inbound", null] as const, index % 3))
        assertOneAnswer(summaryOf(captured(20, { scenario }).bytes, { question, flowCapacity: 2 ** 14 }));
    });

  for (const [kind, summary] of Object.entries(summaries))
    it(`of a capture with ${kind}`, () => {
      assertOneAnswer(summary);
    });
});
