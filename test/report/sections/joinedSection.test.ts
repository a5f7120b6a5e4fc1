import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { analyzedEndings, places } from "../../support/report/endings.ts";
import { facts, outcome } from "../../support/report/facts.ts";
import type { JoinedAlert, JoinedAlerts } from "../../../src/captures/telling/joinedAlerts.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

const joined = (number: number, rule = `rule ${number} of the shop's front end`): JoinedAlert => ({
  rule,
  severity: `Sev${number % 5}`,
  firedAt: new Date(Date.parse("2026-11-23T02:00:42.000Z") + number * 250).toISOString(),
  requestedBy: null,
});
const many = (count: number, rule?: string): readonly JoinedAlert[] =>
  Array.from({ length: count }, (_, index) => joined(index + 1, rule));

const reportOf = (joinedAlerts: JoinedAlerts, given: ReportFacts = facts()) =>
  renderReport({ ...given, ...(places && { places }), joinedAlerts });

describe("alerts that joined the capture", () => {
  it("are told with severity, time and rule, and counted near the top", () => {
    const { text, html } = reportOf({ listed: many(199), more: 0 });
    assert.equal(text.split("\n")[3], "and 199 other alerts joined this capture");
    assert.match(html, /and 199 other alerts joined this capture/);
    for (const { rule, severity, firedAt } of many(199)) {
      const time = (firedAt ?? "").slice(0, 19).replace("T", " ");
      assert.ok(text.includes(`  ${severity ?? ""}      ${time}  ${rule ?? ""}\n`), rule ?? "");
    }
    assert.doesNotMatch(text, /^ +and \d+ more$/m);
  });

  it("are counted where they are more than can be listed", () => {
    const { text } = reportOf({ listed: many(200), more: 1_300 });
    assert.match(text, /^and 1,500 other alerts joined this capture$/m);
    assert.match(text, /^ {2}and 1,300 more$/m);
  });

  it("of one, of a request, and of both are named so", () => {
    const request: JoinedAlert = {
      ...joined(1),
      rule: null,
      severity: null,
      requestedBy: "alice@example.com",
    };
    const lineOf = (...listed: readonly JoinedAlert[]) => reportOf({ listed, more: 0 }).text.split("\n")[3];
    assert.equal(lineOf(joined(1)), "and 1 other alert joined this capture");
    assert.equal(lineOf(request), "and 1 other request joined this capture");
    assert.equal(lineOf(request, joined(2)), "and 2 other alerts and requests joined this capture");
    assert.match(
      reportOf({ listed: [request], more: 0 }).text,
      /^ {2}– +\S+ \S+ {2}requested by alice@example\.com$/m,
    );
  });

  it("leave no trace where there are none", () => {
    const { text } = reportOf({ listed: [], more: 0 });
    assert.doesNotMatch(text, /joined this capture|Alerts told here/);
  });

  it("never make the email so long that mail services cut it, whatever their rules and the VMs", () => {
    const ordinary = "a rule with a name as long as they are told: ".padEnd(100, "x");
    for (const rule of [ordinary, "&".repeat(100), "規".repeat(100), "😀".repeat(50)])
      for (const given of [
        facts({ captures: [outcome()] }),
        analyzedEndings["many findings"],
        analyzedEndings["2 VMs with many findings"],
        analyzedEndings["4 VMs with many findings"],
        analyzedEndings["20 VMs with many findings"],
      ]) {
        const { html, text } = reportOf({ listed: many(200, rule), more: 0 }, given);
        assert.ok(Buffer.byteLength(html) < 102 * 1024, `${Buffer.byteLength(html)} bytes`);
        assert.match(text, /^and 200 other alerts joined/m);
      }
  });

  it("of ordinary names are all listed beside one VM with many findings", () => {
    const { html } = reportOf({ listed: many(200), more: 0 }, analyzedEndings["many findings"]);
    assert.equal(html.split("of the shop&#39;s front end").length - 1, 200);
  });
});
