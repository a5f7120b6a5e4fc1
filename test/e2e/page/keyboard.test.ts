import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { common } from "../../support/world/world.ts";
import type { Locator, Page } from "playwright-core";

/** More than there are places to stop at on any screen here. */
const mostTabs = 40;

const isFocused = async (target: Locator): Promise<boolean> =>
  (await target.and(target.page().locator(":focus")).count()) > 0;

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tab = 0; tab < mostTabs; tab += 1) {
    await page.keyboard.press("Tab");
    if (await isFocused(target)) return;
  }
  assert.fail(`Tab does not reach ${String(target)}`);
}

describe("the captures page by keyboard alone", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start({ CAPTURE_TIME_LIMIT_SECONDS: "3600" });
    for (const name of ["WEB01", "WEB02"])
      await stage.world.reach(await stage.world.fire(await common(name)), "capturing");
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  it("filters, opens a capture, goes back, and leaves the dialog with Escape", async () => {
    const visit = await stage.visit();
    const { page } = visit;
    const rows = page.getByRole("table", { name: "Captures" }).getByRole("row");
    await tabTo(page, page.getByLabel("Filter", { exact: true }));
    await page.keyboard.type("WEB02");
    await rows.filter({ hasText: /WEB01/i }).waitFor({ state: "detached" });
    await page.waitForURL(/#\/\?q=WEB02$/);
    const row = rows.filter({ hasText: /WEB02/i });
    await tabTo(page, row.getByRole("link").first());
    await page.keyboard.press("Enter");
    const stop = page.getByRole("button", { name: "Stop", exact: true });
    await tabTo(page, stop);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Stop the capture?" });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.ok(await isFocused(stop), "the focus is lost");
    await page.goBack();
    await row.waitFor();
    assert.equal(await page.getByLabel("Filter", { exact: true }).inputValue(), "WEB02");
    assert.deepEqual(
      visit.requests.filter(({ method }) => method === "POST"),
      [],
    );
  });
});
