import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { html } from "../../src/report/html/html.ts";
import { renderReport } from "../../src/report/renderReport.ts";
import { attack, extended, extendedAt, foreignTexts, harmless } from "../support/report/attack.ts";
import { analyzedEndings } from "../support/report/endings.ts";
import { facts, notRunning, outcome } from "../support/report/facts.ts";
import { twoInterfaces } from "../support/report/network.ts";
import { setOutcome } from "../support/report/scaleSet.ts";
import { summaries } from "../support/report/summaries.ts";
import type { ReportFacts } from "../../src/report/reportFacts.ts";

const overrides: ReportFacts["overrides"] = [
  { name: "captureTimeLimitSeconds", outcome: "limited", detail: '"999" is above the limit.' },
];

/** Emails that between them show every text of an alert, of an outcome and of a summary. */
const emails: readonly ReportFacts[] = [
  { ...(analyzedEndings["outbound to a service"] ?? facts()), overrides },
  facts({ captures: [outcome({ stopReason: "Odd", hint: "A remark." }), notRunning("WEB02")] }),
  facts({
    captures: ["a damaged file of shortened packets", "a DNS storm"].map((kind) =>
      outcome({ summary: summaries[kind] ?? null }),
    ),
  }),
  facts({ captures: [outcome({ network: twoInterfaces })] }),
  facts({ captures: [setOutcome()] }),
  analyzedEndings["twenty VMs"] ?? facts(),
  { ...facts({ captures: [outcome()] }), alert: null, requestedBy: "alice@example.com" },
];

/** The tags of a page, without what stands between them and without the values of their attributes. */
const tagsOf = (page: string): readonly string[] =>
  (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, ""));

const kindsOf = (tags: readonly string[]): string => [...new Set(tags)].sort().join("\n");

function assertUnharmed({ subject, text, html: page }: ReturnType<typeof renderReport>, path: string): void {
  assert.doesNotMatch(subject, /[\p{Cc}\p{Bidi_Control}\u2028]/u, path);
  assert.ok(subject.length <= 200, `${path}: ${subject}`);
  assert.doesNotMatch(page, /<(?:script|img)/i, path);
  // A wrapped text goes on indented, and with single spaces: no line of it looks like one of ours.
  assert.doesNotMatch(text, /^(?:Bcc|--(?!-))|^ *Capture file {2,}https:\/\/evil/m, path);
  assert.doesNotMatch(text + page, /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028]/u, path);
}

/** The beginnings of the lines at the left edge, which are ours alone. */
const ownLines = (text: string): readonly string[] =>
  text.split("\n").flatMap((line) => (/^\S/.test(line) ? [line.slice(0, 4)] : []));

describe("renderReport: injection", () => {
  it("escapes every text, one at a time", () => {
    const known = kindsOf(emails.flatMap((given) => tagsOf(renderReport(given).html)));
    for (const given of emails.slice(0, 5))
      for (const path of foreignTexts(given)) {
        const email = renderReport(extendedAt(given, path, attack));
        assertUnharmed(email, path);
        for (const tag of tagsOf(email.html)) assert.ok(known.includes(tag), `${path}: ${tag}`);
      }
  });

  it("escapes all texts at once, and adds no element and no line", () => {
    for (const given of emails) {
      const [hostile, calm] = [
        renderReport(extended(given, attack)),
        renderReport(extended(given, harmless)),
      ];
      assertUnharmed(hostile, "all of them");
      assert.deepEqual(tagsOf(hostile.html), tagsOf(calm.html));
      assert.deepEqual(ownLines(hostile.text), ownLines(calm.text));
      assert.ok(hostile.html.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
      assert.match(hostile.html, /&quot;&amp;amp; Bcc: x@example\.org/);
    }
  });

  it("leaves out links that hostile ids would forge", () => {
    const path = "captures.0.vmId";
    const given = emails[0] ?? facts();
    assert.match(renderReport(given).html, /href="https:\/\/portal\.azure\.com\/#resource/);
    for (const addition of [attack, "/..%2f", "?x", "#x", "\\"])
      assert.doesNotMatch(renderReport(extendedAt(given, path, addition)).html, /#resource/);
  });

  it("keeps the subject short, however long the names", () => {
    const alert = { ...facts().alert, rule: "r".repeat(260) };
    for (const summary of [null, ...Object.values(summaries)]) {
      const { subject } = renderReport(
        facts({ alert, captures: [outcome({ vmName: "v".repeat(300), summary })] }),
      );
      assert.ok(subject.length <= 200, subject);
    }
  });

  it("shows invalid times unchanged, as text", () => {
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
