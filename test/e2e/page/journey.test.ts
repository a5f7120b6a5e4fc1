import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { analyzed, common, vm } from "../../support/world/world.ts";

describe("the captures page", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "120" });
    await stage.world.control("PUT", "/vms", [
      vm("WEB01", { traffic: "port-scan" }),
      vm("WEB02", { traffic: "ordinary" }),
    ]);
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  it("follows an alert to the lead that its email has, and the email's button leads to it", async () => {
    const visit = await stage.visit();
    const { page } = visit;
    const instance = await stage.world.fire(await common("WEB01"));
    await stage.world.reach(instance, "capturing");
    const row = page.getByRole("table", { name: "Captures" }).getByRole("row", { name: /WEB01/i });
    await visit.shows(row.getByText("Capturing"));
    await row.getByRole("link").first().click();
    await page.getByRole("list", { name: "Progress" }).getByText("Capturing").waitFor();
    const { captures } = await stage.world.outcome(instance);
    const lead = captures[0]?.summary?.lead ?? assert.fail("there is no lead");
    await visit.shows(page.getByRole("heading", { level: 1, name: lead }));
    const email = (await stage.world.emails()).at(-1) ?? assert.fail("there is no email");
    const heading = await page.getByRole("heading", { level: 1 }).innerText();
    assert.ok(email.subject.startsWith(heading), `${email.subject} does not begin with ${heading}`);
    await page.getByRole("link", { name: "Captures" }).first().click();
    await visit.shows(row.getByText(lead));
    const button =
      /href="([^"]*\/api\/ui#\/captures\/[^"]*)"/.exec(email.html)?.[1] ?? assert.fail(email.html);
    assert.equal(button, `${stage.origin}/api/ui#/captures/${instance.id}`);
    await page.goto(button);
    await page.getByRole("heading", { level: 1, name: lead }).waitFor();
  });

  it("stops a capture only when that is confirmed", async () => {
    const instance = await stage.world.fire(await common("WEB02"));
    await stage.world.reach(instance, "capturing");
    const visit = await stage.visit();
    const { page } = visit;
    const dialog = page.getByRole("dialog", { name: "Stop the capture?" });
    const stop = page.getByRole("button", { name: /^Stop the capture of WEB02$/i });
    await stop.click();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    await stage.world.clock.settle();
    assert.deepEqual(visit.requestsTo(`/api/captures/${instance.id}/stop`), []);
    await stop.click();
    await dialog.getByRole("button", { name: "Stop" }).click();
    await dialog.waitFor({ state: "hidden" });
    const { captures } = await stage.world.outcome(instance);
    assert.deepEqual(
      captures.map(({ outcome, stopReason }) => [outcome, stopReason]),
      [["captured", "Manual"]],
    );
  });

  it("downloads the very bytes of the capture file, whose SHA-256 it shows", async () => {
    const { capture, outcome } = await stage.world.run(await common("WEB02"));
    assert.equal(outcome.captures.length, 1);
    const visit = await stage.visit();
    const { page } = visit;
    const row = page.getByRole("row", { name: /WEB02/i }).first();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      row.getByRole("button", { name: "Download the file of WEB02" }).click(),
    ]);
    const bytes = await readFile(await download.path());
    assert.ok(bytes.equals(await stage.world.environment.readBlob(capture.fileUrl ?? "")));
    await row.getByRole("link").first().click();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    assert.equal(sha256, capture.sha256);
    await page.getByText(sha256).first().waitFor({ state: "attached" });
  });
});
