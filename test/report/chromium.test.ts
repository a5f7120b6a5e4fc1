import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { renderReport } from "../../src/report/renderReport.ts";
import { everyNth } from "../support/depth.ts";
import { attack, extended, harmless } from "../support/report/attack.ts";
import { launch, noBrowser } from "../support/report/browser.ts";
import { analyzedEndings, plainEndings } from "../support/report/endings.ts";
import { facts, notRunning, outcome } from "../support/report/facts.ts";
import { outboundToService } from "../support/report/summaries.ts";
import type { ReportFacts } from "../../src/report/reportFacts.ts";
import type { Browser } from "playwright-core";

const inPage = readFileSync(new URL("../support/report/inPage.js", import.meta.url), "utf8");

interface Look {
  readonly width: number;
  readonly dark: boolean;
  readonly seen: string;
  readonly faintest: { readonly text: string; readonly contrast: number };
  readonly faintestCell: { readonly contrast: number } | null;
  readonly invisibleCells: number;
  readonly verdictEnds: number | null;
}

const endings = everyNth(10, Object.entries({ ...plainEndings, ...analyzedEndings }));
const phone = { width: 360, height: 640 };
/** WCAG 2.1 AA: of text, and of what is drawn. */
const least = { text: 4.5, drawn: 3 };

describe("the emails in Chromium", { skip: noBrowser }, () => {
  let browser: Browser;
  const requests: string[] = [];
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  async function inPhone<Answer>(
    question: "lookAt" | "structureOf",
    emails: readonly ReportFacts[],
    colorScheme: "light" | "dark" = "light",
  ): Promise<readonly Answer[]> {
    const page = await browser.newPage({ viewport: phone, colorScheme });
    page.on("request", (request) => requests.push(request.url()));
    await page.evaluate(inPage);
    const pages = JSON.stringify(emails.map((given) => renderReport(given).html));
    return page.evaluate<readonly Answer[]>(`${question}(${pages})`);
  }

  for (const colorScheme of ["light", "dark"] as const)
    it(`fit a phone, are legible and start with the lead, ${colorScheme}`, async () => {
      const emails = endings.map(([, given]) => given);
      for (const [index, found] of (await inPhone<Look>("lookAt", emails, colorScheme)).entries()) {
        const [name, given] = endings[index] ?? assert.fail();
        checkLook(found, name, given, colorScheme);
      }
      assert.deepEqual(requests, []);
    });

  it("gain no element and no attribute from hostile texts", async () => {
    const withAll = (addition: string) => endings.map(([, given]) => extended(given, addition));
    const calm = await inPhone<string>("structureOf", withAll(harmless));
    for (const [index, structure] of (await inPhone<string>("structureOf", withAll(attack))).entries())
      assert.equal(structure, calm[index], endings[index]?.[0]);
  });

  it("show hostile texts as plain text, and do not get wider", async () => {
    const given = [outcome(), outcome({ summary: outboundToService }), notRunning("WEB01")].map((capture) =>
      extended(facts({ captures: [capture] }), attack),
    );
    for (const { width, seen } of await inPhone<Look>("lookAt", given)) {
      assert.ok(width <= phone.width, `${width} px`);
      assert.ok(seen.includes("<script>alert(1)</script><img src=x onerror='a'>"), seen);
    }
    assert.deepEqual(requests, []);
  });
});

function checkLook(found: Look, name: string, given: ReportFacts, colorScheme: string): void {
  assert.equal(found.dark, colorScheme === "dark", name);
  assert.ok(found.width <= phone.width, `${name} is ${found.width} px wide`);
  assert.ok(found.faintest.contrast >= least.text, `${name}: ${JSON.stringify(found.faintest)}`);
  assert.ok((found.faintestCell?.contrast ?? least.drawn) >= least.drawn, name);
  assert.equal(found.invisibleCells, 0, name);
  for (const text of ["WEB01", given.alert === null ? "The request" : "The alert"])
    assert.ok(found.seen.includes(text), `${name} shows ${text}`);
  // The answer, the ending and the alert are on the first screen of a phone, with something of what follows.
  const [only, ...others] = given.captures;
  if (only?.summary == null || others.length > 0) return;
  assert.ok((found.verdictEnds ?? Infinity) < phone.height * 0.75, `${name}: ${found.verdictEnds} px`);
}
