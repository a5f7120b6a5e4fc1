/*
 * node bench/page.ts [--runs N] [--captures N]: the bytes of the captures page, and how soon a browser shows
 * it with 1,000 captures: its first paint, its first row, each key in the filter, each frame of a scroll;
 * beside a page with nothing on it. Fails when the budget of bytes is missed; times depend on the machine.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { launch } from "../test/support/report/browser.ts";
import { listOf, startPageServer } from "./pageServer.ts";
import type { Browser, Page } from "playwright-core";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "9" }, captures: { type: "string", default: "1000" } },
});
const runs = Number(values.runs);
const budgetBytes = 120_000;
/** Fewer rows with each key, then more again. */
const typed = ["4", "0", "7", "Backspace", "Backspace", "Backspace"];
const pixelsAFrame = 120;
/** Two frames of 60 a second: what the eye sees as a stutter. */
const jankMs = 34;
const inPage = await readFile(new URL("pageTimes.js", import.meta.url), "utf8");

interface Times {
  readonly emptyPaint: number;
  readonly paint: number;
  readonly firstRow: number;
  readonly keys: readonly number[];
  /** Of the page's own thread, whatever else the machine does. */
  readonly keyWork: number;
  readonly frames: readonly number[];
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(inPage);
  await page.goto(url);
  return page;
}

async function emptyPaint(browser: Browser, url: string): Promise<number> {
  const page = await openPage(browser, `${url}/empty`);
  const paint = await page.evaluate<number>("firstPaintMs()");
  await page.close();
  return paint;
}

async function measure(browser: Browser, url: string): Promise<Times> {
  const empty = await emptyPaint(browser, url);
  const page = await openPage(browser, `${url}/api/ui`);
  const [paint, firstRow] = await page.evaluate<[number, number]>(
    "Promise.all([firstPaintMs(), firstRowMs])",
  );
  const frames = await page.evaluate<number[]>(`scrollFrames(${pixelsAFrame})`);
  await page.getByLabel("Filter", { exact: true }).focus();
  const workMs = await workOf(page);
  const before = await workMs();
  for (const [index, key] of typed.entries()) {
    await page.keyboard.press(key);
    await page.evaluate(`untilKeystroke(${index})`);
  }
  const keyWork = ((await workMs()) - before) / typed.length;
  const keys = await page.evaluate<number[]>("keystrokes");
  await page.close();
  return { emptyPaint: empty, paint, firstRow, keys, keyWork, frames };
}

/** Asks for the milliseconds of processor time that the page's thread has taken so far. */
async function workOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
  };
}

const at = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(Math.floor(numbers.length * share), numbers.length - 1)] ?? NaN;

const ms = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`.padStart(8);

const line = (name: string, numbers: readonly number[], remark = ""): void => {
  console.log(`  ${name.padEnd(24)}${ms(at(numbers, 0.5))}   worst ${ms(Math.max(...numbers))}   ${remark}`);
};

const server = await startPageServer(listOf(Number(values.captures), Date.now()));
const browser = await launch();
try {
  const sizes = server.files.map(
    ({ name, contents }) => [name, gzipSync(contents, { level: 9 }).length] as const,
  );
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log("Size, gzipped");
  for (const [name, bytes] of sizes) console.log(`  ${name.padEnd(24)}${String(bytes).padStart(8)} bytes`);
  console.log(`  ${"all".padEnd(24)}${String(total).padStart(8)} bytes of ${budgetBytes}`);
  if (total > budgetBytes) process.exitCode = 1;

  await measure(browser, server.url);
  const times: Times[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await measure(browser, server.url));
  const frames = times.flatMap((one) => one.frames);
  const ratio = (of: keyof Pick<Times, "paint" | "firstRow">): string =>
    `${at(
      times.map((one) => one[of] / one.emptyPaint),
      0.5,
    ).toFixed(1)} × an empty page`;
  console.log(`${values.captures} captures, median of ${runs} loads`);
  line(
    "empty page, first paint",
    times.map((one) => one.emptyPaint),
  );
  line(
    "first paint",
    times.map((one) => one.paint),
    ratio("paint"),
  );
  line(
    "first row shown",
    times.map((one) => one.firstRow),
    ratio("firstRow"),
  );
  line(
    "key in the filter",
    times.flatMap((one) => one.keys),
    `${typed.length} keys a load`,
  );
  line(
    "processor time of a key",
    times.map((one) => one.keyWork),
  );
  const janky = frames.filter((took) => took > jankMs).length;
  line(
    "frame of a scroll",
    frames,
    `${((100 * janky) / frames.length).toFixed(1)} % of ${frames.length} above ${jankMs} ms`,
  );
} finally {
  await browser.close();
  await server.close();
}
