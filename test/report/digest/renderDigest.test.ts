import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderDigest } from "../../../src/report/digest/renderDigest.ts";
import type { SkippedAlert } from "../../../src/report/digest/digestFacts.ts";

const at = (second: number) => new Date(Date.parse("2026-11-26T08:00:00Z") + second * 1000).toISOString();
const alert = (rule: string | null, vm: string, second: number): SkippedAlert => ({
  instanceId: `alert-${second.toString(16).padStart(32, "0")}`,
  ...{ rule, severity: "Sev1", firedAt: at(second), vmNames: [vm] },
});
const render = (alerts: readonly SkippedAlert[], capturesPerHour = 60, appOrigin: string | null = null) =>
  renderDigest({ alerts, capturesPerHour, timeZone: "UTC", appOrigin, instanceId: "digest-0" });
/** As long as names of apps are. */
const app = "https://capture-on-alert-westeurope-x7k2m.azurewebsites.net";
const lineOf = (text: string) => text.replaceAll(/\s+/g, " ");

describe("a digest", () => {
  it("groups the alerts by rule, that with the most first, and says when each VM's fired", () => {
    const { subject, text, html } = render([
      alert("quiet", "C", 5),
      alert("noisy", "B", 20),
      alert("noisy", "A", 10),
      { ...alert(null, "D", 1), severity: null, vmNames: ["D", "E", "F", "G", "H"] },
    ]);
    assert.equal(subject, "4 alerts were not captured: more than 60 captures in an hour");
    const line = lineOf(text);
    assert.match(line, /noisy \(Sev1\): 2 alerts:? A 08:00:10, B 08:00:20/);
    assert.match(line, /quiet \(Sev1\): C 08:00:05/);
    assert.match(line, /\(not named\): D and E and F and 2 more 08:00:01/);
    assert.ok(line.indexOf("noisy (Sev1):") < line.indexOf("quiet (Sev1):"));
    assert.match(line, /first of all noisy \(Sev1\), or raise CAPTURES_PER_HOUR/);
    for (const name of ["noisy", "quiet", "08:00:20"]) assert.ok(html.includes(name), name);
  });

  it("has all of 500 alerts, of one rule or of 500, and is not cut by a mail service", () => {
    for (const rules of [1, 500]) {
      const alerts = Array.from({ length: 500 }, (_, number) =>
        alert(`rule-${number % rules}`, `WEB${number}`, number),
      );
      const { text, html } = render(alerts);
      assert.ok(html.length < 100 * 1024, `${html.length} bytes`);
      for (let number = 0; number < 500; number += 1) assert.match(text, new RegExp(`\\bWEB${number}\\b`));
      assert.doesNotMatch(text, /more alert/);
    }
  });

  it("counts the alerts that have no room", () => {
    const long = (number: number) => `n${number}-${"x".repeat(94)}`;
    const alerts = Array.from({ length: 2000 }, (_, number) => alert(long(number), `VM${number}`, number));
    const { text, html } = render(alerts);
    assert.ok(new TextEncoder().encode(html).length < 100 * 1024);
    const listed = alerts.filter(({ rule }) => text.includes(rule ?? "-")).length;
    const [, more = "0"] = /and ([\d,]+) more alerts/.exec(text) ?? [];
    assert.equal(listed + Number(more.replaceAll(",", "")), 2000);
  });

  it("leads to the captures page, and from each of 500 alerts to its own captures", () => {
    const alerts = Array.from({ length: 500 }, (_, number) =>
      alert(`rule-${number % 20}`, `WEB${number}`, number),
    );
    const { text, html } = render(alerts, 60, app);
    assert.ok(Buffer.byteLength(html) < 100 * 1024, `${Buffer.byteLength(html)} bytes`);
    for (const { instanceId, vmNames } of alerts) {
      const link = `<a href="${app}/api/ui#/captures/${instanceId}">${vmNames[0] ?? "-"} 08:`;
      assert.ok(html.includes(link), instanceId);
    }
    const [, first = ""] = /href="([^"]*)"/.exec(html) ?? [];
    assert.equal(first, `${app}/api/ui`);
    assert.ok(lineOf(text).includes(`Open the captures page: ${app}/api/ui `));
    assert.match(lineOf(text), /rule-0 \(Sev1\): 25 alerts:? WEB0 08:00:00, WEB20 08:00:20/);
  });

  it("has no links where these would not fit, and still every alert", () => {
    const alerts = Array.from({ length: 500 }, (_, number) =>
      alert(`rule-${number}`, `WEB${number}`, number),
    );
    const { text, html } = render(alerts, 60, `${app}.${"a".repeat(60)}.example`);
    assert.ok(Buffer.byteLength(html) < 100 * 1024);
    assert.equal(html.match(/href=/g)?.length, 1);
    for (const { rule } of alerts) assert.ok(text.includes(`${rule ?? "-"} (Sev1)`));
    assert.match(render([alert("a", "A", 0)], 60, app).html, /#\/captures\/alert-0{32}">A 08:00:00<\/a>/);
  });

  it("names the ceiling, if there still is one", () => {
    const subject = (capturesPerHour: number) => render([alert("a", "A", 0)], capturesPerHour).subject;
    assert.equal(subject(1), "1 alert was not captured: more than 1 capture in an hour");
    assert.equal(subject(0), "1 alert was not captured: too many captures in an hour");
  });

  it("keeps the text of a rule on its line, and out of the markup", () => {
    const { text, html } = render([alert("a\n\u202e<b>&", "A", 0), alert("a\n\u202e<b>&", "B", 0)]);
    assert.ok(text.includes("a <b>& (Sev1)"));
    assert.ok(html.includes("a &lt;b&gt;&amp; (Sev1)"));
  });
});
