import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { renderReport } from "../../src/report/renderReport.ts";
import { analyzedEndings, plainEndings } from "../support/report/endings.ts";
import { tellsTheSame } from "../support/report/textOfHtml.ts";
import type { ReportFacts } from "../../src/report/reportFacts.ts";

/** One file for the texts of all of them, and one for the HTML. Rewritten with UPDATE_GOLDEN=1. */
const goldenFile = (part: string) => new URL(`golden/${part}.golden`, import.meta.url);

function compare(part: string, emails: string): void {
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(goldenFile(part), emails);
  assert.equal(emails, readFileSync(goldenFile(part), "utf8"));
}

const renderedOf = (endings: Readonly<Record<string, ReportFacts>>) =>
  Object.entries(endings).map(([name, given]) => ({ name, ...renderReport(given) }));

const plain = renderedOf(plainEndings);
const analyzed = renderedOf(analyzedEndings);

const texts = (emails: typeof plain) =>
  emails.map(({ name, subject, text }) => `### ${name}\nSubject: ${subject}\n\n${text}\n`).join("\n");

const pages = (emails: typeof plain) =>
  emails.map(({ name, html }) => `<!-- ${name} -->\n${html}\n`).join("\n");

describe("the email of every ending", () => {
  it("reads as it was reviewed", () => {
    compare("endings-text", texts(plain));
    compare("endings-html", pages(plain));
    compare("analyzed-text", texts(analyzed));
  });

  it("has the same content in the HTML part and the text part", () => {
    for (const { name, text, html } of [...plain, ...analyzed]) tellsTheSame(text, html, name);
  });

  it("has a subject of one line and at most 200 characters, with the VM first", () => {
    for (const { name, subject } of [...plain, ...analyzed]) {
      assert.match(subject, /^(?:WEB\d\d|\d+ VMs): /, name);
      assert.ok(subject.length <= 200, subject);
    }
  });

  it("stays below the size at which mail services cut", () => {
    for (const { name, html } of [...plain, ...analyzed])
      assert.ok(Buffer.byteLength(html) < 102_000, `${name}: ${Buffer.byteLength(html)}`);
  });

  it("loads nothing, runs nothing and needs no style sheet", () => {
    for (const { name, html } of [...plain, ...analyzed])
      assert.doesNotMatch(html, /<(?:img|script|style|link|svg|iframe|form)\b| src=| class=|url\(/i, name);
  });
});
