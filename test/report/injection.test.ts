import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { html } from "../../src/report/html.ts";
import { renderReport, type ReportFacts } from "../../src/report/renderReport.ts";
import { facts, notRunning, outcome } from "./facts.ts";

const attack = `</td><script>alert(1)</script><img src=x onerror='a'>"&amp;\r\nBcc: x@example.org\r\n\u202e\u2028-- \u0000`;

/** A copy with every text attacked, but for the words that the code itself chose. */
function attacked(value: unknown): unknown {
  if (typeof value === "string") return `${value}${attack}`;
  if (Array.isArray(value)) return value.map(attacked);
  if (typeof value !== "object" || value === null) return value;
  const kept = ["outcome", "code", "timeZone", "startedAt", "endedAt", "firedAt"];
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      kept.includes(key) && typeof entry === "string" ? entry : attacked(entry),
    ]),
  );
}

const reports = [facts(), facts({ captures: [outcome({ stopReason: "Odd" }), notRunning("WEB02")] })].map(
  (given) => renderReport(attacked(given) as ReportFacts),
);

/** The tags of a page, without what stands between them and without the values of their attributes. */
const tagsOf = (page: string): readonly string[] =>
  (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, ""));

describe("renderReport: injection", () => {
  it("adds no element and no attribute to the page", () => {
    for (const { html: page } of reports) {
      assert.ok(page.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
      assert.doesNotMatch(page, /<(?:script|img)/i);
      for (const tag of tagsOf(page)) assert.doesNotMatch(tag, /onerror|Bcc|src|script/i);
      assert.match(page, /&quot;&amp;amp; Bcc: x@example\.org/);
    }
  });

  it("leaves one line in the subject, of bounded length", () => {
    const long = facts({
      alert: { ...facts().alert, rule: "r".repeat(260) },
      captures: [outcome({ vmName: "v".repeat(300) })],
    });
    for (const { subject } of [...reports, renderReport(long)]) {
      assert.doesNotMatch(subject, /[\p{Cc}\u2028\u202e]/u);
      assert.ok(subject.length <= 200, subject);
    }
  });

  it("adds no line to the text", () => {
    const untouched = renderReport(facts()).text.split("\n").length;
    assert.equal(reports[0]?.text.split("\n").length, untouched);
    assert.doesNotMatch(reports[0].text, /^\s*(?:Bcc|--)[: ]/m);
    assert.doesNotMatch(reports[0].text, /(?!\n)[\p{Cc}\u202e\u2028]/u);
  });

  it("shows moments that are none as they are, as text", () => {
    const alert = { ...facts().alert, firedAt: attack };
    const { html: page, text } = renderReport(facts({ alert, captures: [outcome({ startedAt: attack })] }));
    assert.doesNotMatch(page, /<script/);
    assert.match(text, /Fired +<\/td><script>/);
  });
});

describe("html", () => {
  it("escapes texts and keeps its own markup", () => {
    assert.equal(
      html`<p title="${`"'`}">${"<b>&"}${html`<i>${1}</i>`}${[html`a`, html`${"<"}`]}</p>`.toString(),
      '<p title="&quot;&#39;">&lt;b&gt;&amp;<i>1</i>a&lt;</p>',
    );
  });
});
