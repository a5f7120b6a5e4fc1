import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderDigest } from "../../../src/report/digest/renderDigest.ts";
import type { SkippedAlert } from "../../../src/report/digest/digestFacts.ts";

const at = (second: number) => new Date(Date.parse("2026-11-26T08:00:00Z") + second * 1000).toISOString();
const alert = (rule: string | null, vm: string, second: number): SkippedAlert => ({
  ...{ rule, severity: "Sev1", firedAt: at(second), vmNames: [vm] },
});
const render = (alerts: readonly SkippedAlert[]) =>
  renderDigest({ alerts, capturesPerHour: 60, timeZone: "UTC", appOrigin: null, instanceId: "digest-0" });
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

  it("keeps the text of a rule on its line, and out of the markup", () => {
    const { text, html } = render([alert("a\n\u202e<b>&", "A", 0), alert("a\n\u202e<b>&", "B", 0)]);
    assert.ok(text.includes("a <b>& (Sev1)"));
    assert.ok(html.includes("a &lt;b&gt;&amp; (Sev1)"));
  });
});
