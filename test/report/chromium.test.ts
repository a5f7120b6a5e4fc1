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
  readonly first: {
    /** Tags of the first screen's parts, in order. */
    readonly order: string;
    readonly texts: readonly string[];
    readonly originLines: number;
    /** Where the last of them ends. */
    readonly ends: number;
    readonly headings: number;
    /** The first link of the email, if it is one. */
    readonly button: { readonly text: string; readonly height: number } | null;
  };
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
    width = phone.width,
  ): Promise<readonly Answer[]> {
    const page = await browser.newPage({ viewport: { ...phone, width }, colorScheme });
    page.on("request", (request) => requests.push(request.url()));
    await page.evaluate(inPage);
    const pages = JSON.stringify(emails.map((given) => renderReport(given).html));
    return page.evaluate<readonly Answer[]>(`${question}(${pages})`);
  }

  for (const [width, colorScheme] of [
    [360, "light"],
    [360, "dark"],
    [700, "light"],
    [1280, "dark"],
  ] as const)
    it(`fit ${width} px, are legible and have their first screen, ${colorScheme}`, async () => {
      const emails = endings.map(([, given]) => given);
      for (const [index, found] of (await inPhone<Look>("lookAt", emails, colorScheme, width)).entries()) {
        const [name, given] = endings[index] ?? assert.fail();
        assert.equal(found.dark, colorScheme === "dark", name);
        checkLook(found, name, width);
        checkFirstScreen(found, name, given);
      }
      assert.deepEqual(requests, []);
    });

  it("gain no element and no attribute from hostile texts", async () => {
    const withAll = (addition: string) => endings.map(([, given]) => extended(fewJoined(given), addition));
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

/** How many alerts are listed depends on the length of their names, so here they are few. */
const fewJoined = ({ joinedAlerts, ...given }: ReportFacts): ReportFacts =>
  joinedAlerts === undefined
    ? given
    : { ...given, joinedAlerts: { ...joinedAlerts, listed: joinedAlerts.listed.slice(0, 5) } };

function checkLook(found: Look, name: string, width: number): void {
  assert.ok(found.width <= width, `${name} is ${found.width} px wide`);
  assert.ok(found.faintest.contrast >= least.text, `${name}: ${JSON.stringify(found.faintest)}`);
  assert.ok((found.faintestCell?.contrast ?? least.drawn) >= least.drawn, name);
  assert.equal(found.invisibleCells, 0, name);
}

/** Severity, rule and time, lead, findings or the fix, button, why it fired, how the capture ended. */
function checkFirstScreen({ first, seen }: Look, name: string, given: ReportFacts): void {
  const { alert, captures } = given;
  const [only, ...others] = captures;
  assert.equal(first.headings, 1, name);
  assert.match(first.order, /^p h1( p| pre)* table( p| table)*$/, name);
  assert.ok((first.button?.height ?? 0) >= 44, `${name}: ${first.button?.height}`);
  assert.match(first.button?.text ?? "", /^Open /, name);
  if (alert !== null) {
    assert.match(first.texts[0] ?? "", /Sev2 · net-out-high · 2026-11-23 \d\d:\d\d\s/, name);
    assert.ok(
      first.texts.some((text) => text.startsWith("Why it fired: Network Out Total")),
      name,
    );
  }
  if (given.timeZone === "UTC") assert.equal(first.originLines, 1, name);
  assert.ok(seen.includes(alert === null ? "The request" : "The alert"), name);
  if (only === undefined || others.length > 0) return;
  assert.match(first.texts[1] ?? "", /^WEB01: /, name);
  if (only.outcome === "captured")
    assert.ok(
      first.texts.some((text) => text.startsWith("The capture ")),
      name,
    );
  if (given.interruption === undefined) assert.ok(first.ends <= phone.height, `${name}: ${first.ends} px`);
}
