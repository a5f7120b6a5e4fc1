import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { analyzedEndings } from "../../support/report/endings.ts";
import { facts } from "../../support/report/facts.ts";
import { textOfHtml } from "../../support/report/textOfHtml.ts";

const reportOf = (name: string) => renderReport(analyzedEndings[name] ?? facts());

describe("an email about several VMs", () => {
  for (const [name, count] of [
    ["two VMs, one of them not running", 2],
    ["four VMs", 4],
    ["20 VMs with many findings", 20],
  ] as const)
    it(`begins with a table that leads to each: ${name}`, () => {
      const { html } = reportOf(name);
      const anchors = [...html.matchAll(/<a id="(vm-\d+)" name="\1">/g)].map(([, anchor]) => anchor);
      const rows = [...html.matchAll(/<th scope="row"[^>]*><a href="#(vm-\d+)">/g)].map(
        ([, anchor]) => anchor,
      );
      assert.equal(anchors.length, count);
      assert.deepEqual(rows, anchors);
      assert.ok(html.indexOf('href="#vm-1"') < html.indexOf('id="vm-1"'));
      assert.match(textOfHtml(html), /VM\s+Severity\s+Ending and lead/);
    });

  it("has a row with severity, ending and lead of each VM", () => {
    const { text } = reportOf("two VMs, one of them not running");
    assert.match(
      text,
      /^2 VMs: 1 captured, 1 failed\.\n {2}VM {5}Severity {2}Ending and lead\n {2}WEB01 {2}Warning {3}captured, full time\n {4}93% of outbound bytes went to \S+ \(\S+\)\n {2}WEB02 {2}Failed {4}capture failed, VM not running\n/m,
    );
  });

  it("has one button to all of them, and no table with one VM", () => {
    const { text } = reportOf("four VMs");
    assert.match(text, /^WEB01: 93% of outbound[^]*?^ {2}Open the capture:\n {4}https:\S+\/api\/ui#/m);
    assert.doesNotMatch(reportOf("sick connections").html, /id="vm-1"|Ending and lead/);
  });
});
