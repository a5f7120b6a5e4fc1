import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { analyzed, common, vm } from "../../support/world/world.ts";
import type { CaptureView } from "../../../src/api/captureView.ts";
import type { Visit } from "../../support/page/visit.ts";

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

  /** Moves time on until the capture has this status or phase. */
  const reach = async (id: string, state: string): Promise<void> => {
    await stage.world.clock.runUntil(async () => {
      const { body } = await stage.world.app("GET", `/captures/${id}`);
      const { status, phase } = body as CaptureView;
      return [status, phase].includes(state);
    });
  };

  /** Fires an alert on WEB01 in the Lab, and opens its capture there; its id. */
  async function fireInLab({ page }: Visit): Promise<string> {
    await page.getByLabel("VM", { exact: true }).selectOption("WEB01");
    await page.getByRole("button", { name: "Fire the alert" }).click();
    await page.getByRole("link", { name: "Open the capture" }).click();
    await page.waitForURL(/#\/captures\//);
    return page.url().split("/").at(-1) ?? "";
  }

  it("follows an alert from the Lab to the lead that its email has, whose button leads to the same", async () => {
    const visit = await stage.open("/lab");
    const { page } = visit;
    const id = await fireInLab(visit);
    await reach(id, "capturing");
    const step = page.getByRole("list", { name: "Progress" }).locator("[aria-current=step]");
    await visit.shows(step.getByText("Capturing"));
    await page.getByRole("link", { name: "Captures", exact: true }).click();
    const row = page.getByRole("table", { name: "Captures" }).getByRole("row", { name: /WEB01/i });
    await row.getByText(/^Capturing \d/).waitFor();
    await row.getByRole("link").click();
    await reach(id, "completed");
    const email = (await stage.world.emails()).at(-1) ?? assert.fail("there is no email");
    const heading = page.getByRole("heading", { level: 1 });
    await visit.shows(heading.getByText(/ports/));
    const lead = await heading.innerText();
    assert.match(lead, /^WEB01: 198\.51\.100\.7 /);
    assert.ok(email.subject.startsWith(lead), `${email.subject} does not begin with ${lead}`);
    await page.getByRole("link", { name: "Captures", exact: true }).click();
    await visit.shows(row.getByText(lead.replace("WEB01: ", "")));
    const button = /href="([^"]*\/api\/ui#\/captures\/[^"]*)"/.exec(email.html)?.[1];
    assert.equal(button, `${stage.origin}/api/ui#/captures/${id}`);
    await page.goto(button);
    await heading.getByText(lead).waitFor();
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
