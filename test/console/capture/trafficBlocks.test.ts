import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { trafficBlocks } from "../../../src/console/capture/trafficBlocks.ts";
import { trafficSection } from "../../../src/report/sections/traffic/trafficSection.ts";
import { outboundToService, summaries } from "../../support/report/summaries.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const blocksOf = (summary: CaptureSummary) =>
  trafficBlocks(
    trafficSection(summary, {
      ...{ vmName: "WEB01", timeZone: "UTC", alertAt: NaN },
      detail: { shown: 10, findings: 12, whole: true, linked: true },
    }),
  );

const titles = (summary: CaptureSummary): readonly string[] =>
  blocksOf(summary).rest.map((block) => ("title" in block ? (block.title ?? "") : ""));

describe("trafficBlocks", () => {
  it("keep of the email's section what the page has no table and no plot for", () => {
    const known = ["Directions", "Protocols and ports", "TCP", "Notes on this analysis"];
    for (const [name, summary] of Object.entries(summaries))
      assert.deepEqual(
        titles(summary).filter((title) => !known.includes(title)),
        [],
        name,
      );
    assert.deepEqual(titles(outboundToService), known.slice(0, 3));
  });

  it("begin with how much traffic there was", () => {
    const [first, ...others] = blocksOf(outboundToService).amount;
    assert.match(first?.kind === "paragraph" ? first.text : "", /^69,830 packets, 63\.1 MiB in /);
    assert.deepEqual(others, []);
  });

  it("have the timeline and the DNS queries in words", () => {
    const { timeline, dns } = blocksOf(outboundToService);
    assert.match(timeline ?? "", /^02:00:\d\d to 02:0\d:\d\d UTC\. Peak .* sent and .* received\.$/);
    assert.match(dns ?? "", /^DNS: \d+ queries, \d+ failed$/);
  });

  it("have neither without a time and a query", () => {
    const { timeline, dns } = trafficBlocks({ heading: "Traffic on WEB01", tone: "neutral", blocks: [] });
    assert.deepEqual([timeline, dns], [null, null]);
  });
});
