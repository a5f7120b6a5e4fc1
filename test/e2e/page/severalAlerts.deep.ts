import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { common, vm } from "../../support/world/world.ts";

describe("the captures page, with several VMs and several alerts", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start({ CAPTURE_TIME_LIMIT_SECONDS: "120" });
    await stage.world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  it("downloads the file of each of several VMs", async () => {
    const instance = await stage.world.fire(await common("WEB01", "WEB02"));
    const { captures } = await stage.world.outcome(instance);
    assert.equal(captures.length, 2);
    const visit = await stage.visit(`#/captures/${instance.id}`);
    for (const { vmName, fileUrl } of captures) {
      const [download] = await Promise.all([
        visit.page.waitForEvent("download"),
        visit.page.getByRole("button", { name: `Download the file of ${vmName}` }).click(),
      ]);
      const bytes = await readFile(await download.path());
      assert.ok(bytes.equals(await stage.world.environment.readBlob(fileUrl ?? "")), vmName);
    }
  });

  it("stops a capture for the alerts that joined it, too, when that is wanted", async () => {
    const first = await stage.world.fire(await common("WEB01"));
    await stage.world.reach(first, "capturing");
    const second = await stage.world.fire(await common("WEB01"));
    await stage.world.reach(second, "capturing");
    const { page } = await stage.visit(`#/captures/${first.id}`);
    await page.getByRole("button", { name: "Stop" }).click();
    const dialog = page.getByRole("dialog", { name: "Stop the capture?" });
    await dialog.getByLabel("also for the alerts that joined").check();
    await dialog.getByRole("button", { name: "Stop" }).click();
    await dialog.waitFor({ state: "hidden" });
    for (const instance of [first, second]) {
      const { captures } = await stage.world.outcome(instance);
      assert.deepEqual(
        captures.map(({ outcome, stopReason }) => [outcome, stopReason]),
        [["captured", "Manual"]],
      );
    }
  });
});
