import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { common, vm, vmId } from "../../support/world/world.ts";

describe("the form that starts a capture, and a capture that failed", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start({ CAPTURE_TIME_LIMIT_SECONDS: "120" });
    await stage.world.control("PUT", "/vms", [vm("WEB01"), vm("OFF01", { powerState: "deallocated" })]);
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  it("shows the plan before it starts anything, then starts it once", async () => {
    const visit = await stage.visit("#/new");
    const { page } = visit;
    await page.getByRole("textbox", { name: "VM id" }).fill(vmId("WEB01"));
    await page.getByLabel("Time limit (seconds)").fill("60");
    await page.getByRole("button", { name: "Show the plan" }).click();
    const start = page.getByRole("button", { name: "Start the capture" });
    await start.waitFor();
    await page.getByText("WEB01").first().waitFor();
    const list = await stage.world.app("GET", "/captures");
    assert.deepEqual(list.body, { captures: [], truncated: false });
    await start.dblclick();
    await stage.world.clock.runUntil(async () => (await stage.world.captures()).length > 0);
    const [capture, ...others] = await stage.world.captures();
    assert.deepEqual([capture?.timeLimitInSeconds, others], [60, []]);
    await page.goto(`${stage.origin}/api/ui#/`);
    await page.getByRole("row", { name: /WEB01/i }).waitFor();
  });

  it("has the command that mends a failure, and copies it as the email has it", async () => {
    const { capture, emails } = await stage.world.run(await common("OFF01"));
    assert.equal(capture.code, "vm-not-running");
    const visit = await stage.visit("#/?q=OFF01", { permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = visit;
    await page.getByRole("row", { name: /OFF01/ }).getByRole("link").first().click();
    const copy = page.getByRole("button", { name: "Copy the command" }).first();
    await copy.click();
    await page.getByText("Copied").first().waitFor();
    // The page's own policy lets nobody read the clipboard.
    await page.goto(stage.origin);
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    assert.match(copied, /^az vm start --ids \S+OFF01$/);
    assert.ok(emails[0]?.text.includes(copied), emails[0]?.text);
  });
});
