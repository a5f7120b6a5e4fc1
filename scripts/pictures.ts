import { mkdir, writeFile } from "node:fs/promises";
import { renderReport } from "../src/report/renderReport.ts";
import { launch } from "../test/support/report/browser.ts";
import { analyzedEndings, plainEndings } from "../test/support/report/endings.ts";
import { smallPng } from "../test/support/report/smallPng.ts";
import { pagePictures } from "./pictures/pagePictures.ts";
import { runEmails } from "./pictures/runEmails.ts";
import type { ReportFacts } from "../src/report/reportFacts.ts";
import type { Browser, Page } from "playwright-core";

/** `npm run pictures`: the emails as mail clients show them, and the captures page of a real run. */
const folder = new URL("../docs/pictures/", import.meta.url);
const keep = async (name: string, page: Page, fullPage = true) =>
  writeFile(new URL(`${name}.png`, folder), smallPng(await page.screenshot({ fullPage })));

/** Many mail clients invert every color in dark mode, whatever an email asks for. */
const inverted = "html { background: #fff; filter: invert(1) hue-rotate(180deg); }";

const endings = Object.entries({ ...analyzedEndings, ...plainEndings });
const tile = { width: 360, height: 640, scale: 0.5 };

const endingOf = (name: string): ReportFacts => {
  const given = { ...analyzedEndings, ...plainEndings }[name];
  if (given === undefined) throw new Error(`There is no ending "${name}".`);
  return given;
};

/** The first screens of which docs/email.md has a picture each. */
const firstScreens: Readonly<Record<string, ReportFacts>> = {
  critical: endingOf("a port scan"),
  warning: endingOf("sick connections"),
  nothing: endingOf("no peer is dominant"),
  failed: endingOf("VM not running"),
  skipped: endingOf("code cooldown without a hint"),
  joined: endingOf("joined by 199 alerts"),
  several: endingOf("four VMs"),
  "on-demand": endingOf("on demand"),
};

const attribute = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** The first screen of every ending's email on a phone. */
function contactSheet(look: "light" | "dark" | "inverted"): string {
  const frames = endings.map(([name, given]) => {
    const email = renderReport(given).html;
    const page = look === "inverted" ? email.replace("</head>", `<style>${inverted}</style></head>`) : email;
    return `<figure><div><iframe srcdoc="${attribute(page)}" scrolling="no"></iframe></div><figcaption>${name}</figcaption></figure>`;
  });
  return `<meta name="color-scheme" content="light dark" /><style>
    body { margin: 12px; width: 1790px; font: 12px sans-serif; display: flex; flex-wrap: wrap; gap: 12px }
    figure { margin: 0; width: ${tile.width * tile.scale}px }
    div { height: ${tile.height * tile.scale}px; overflow: hidden; outline: 1px solid #7a7f87 }
    iframe { width: ${tile.width}px; height: ${tile.height}px; border: 0; transform: scale(${tile.scale}); transform-origin: 0 0 }
    </style>${frames.join("\n")}`;
}

async function pageOf(
  browser: Browser,
  width: number,
  dark: boolean,
  scale = 1,
  height = 640,
): Promise<Page> {
  return browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    deviceScaleFactor: scale,
  });
}

async function showHtml(page: Page, html: string): Promise<Page> {
  await page.setContent(html);
  return page;
}

const show = (page: Page, given: ReportFacts): Promise<Page> => showHtml(page, renderReport(given).html);

await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  for (const look of ["light", "dark", "inverted"] as const) {
    const page = await pageOf(browser, 1814, look === "dark");
    await page.setContent(contactSheet(look));
    await keep(`all-${look}`, page);
  }
  for (const [name, given] of Object.entries(firstScreens))
    await keep(`first-${name}`, await show(await pageOf(browser, 360, false), given), false);
  const desktop = await show(await pageOf(browser, 760, false), endingOf("outbound to a service"));
  await keep("desktop-light", desktop);
  const turned = await show(await pageOf(browser, 760, false), endingOf("two VMs, one of them not running"));
  await turned.addStyleTag({ content: inverted });
  await keep("desktop-inverted", turned);
  const phone = await show(await pageOf(browser, 360, true, 2), endingOf("sick connections"));
  await keep("phone-dark", phone, false);
  for (const [name, html] of await runEmails())
    await keep(`run-${name}`, await showHtml(await pageOf(browser, 620, false, 1, 1060), html), false);
} finally {
  await browser.close();
}
await pagePictures(async (name, page) =>
  writeFile(new URL(`${name}.png`, folder), smallPng(await page.screenshot(), "many")),
);
