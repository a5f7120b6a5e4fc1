import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { seriousViolations } from "../../support/page/accessibility.ts";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { minuteMs } from "../../support/rings/armedWorld.ts";
import { analyzed, common, vm, vmId } from "../../support/world/world.ts";
import type { ArmedVms } from "../../../src/api/armedVms.ts";

describe("an armed VM on the captures page", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start({
      ...analyzed,
      ARMED_VMS: [vmId("WEB01"), vmId("OFF")].join(","),
      CAPTURE_TIME_LIMIT_SECONDS: "60",
    });
    await stage.world.control("PUT", "/vms", [
      vm("WEB01", { traffic: "ordinary" }),
      vm("OFF", { powerState: "deallocated" }),
    ]);
    for (let minute = 0; minute < 7; minute += 1) await stage.world.clock.advance(minuteMs);
    const { vms } = (await stage.world.app("GET", "/armed")).body as ArmedVms;
    assert.deepEqual(vms.map(({ state }) => state).sort(), ["failed", "running"]);
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  it("is in a table above the list, with how far back it reaches, or why it has no ring", async () => {
    const visit = await stage.visit();
    const region = visit.page.getByRole("region", { name: "Armed VMs" });
    const rows = region.getByRole("table").getByRole("row");
    await visit.shows(rows.filter({ hasText: /^WEB01 ?Armed/i }));
    const [, first = "", second = ""] = await rows.allInnerTexts();
    assert.match(first, /^OFF\s+No ring\s+\S.*deallocated/is);
    assert.match(second, /^WEB01\s+Armed\s+Running for \d.*; holds the newest packets of that time\./i);
    assert.deepEqual(await seriousViolations(visit.page), []);
  });

  it("is told of in the plan of a capture", async () => {
    const visit = await stage.visit(`#/new?vm=${encodeURIComponent(vmId("WEB01"))}`);
    await visit.page.getByRole("button", { name: "Show the plan" }).click();
    await visit.page.getByText(/WEB01 is armed\. Running for \d/i).waitFor();
  });

  it("has its packets from before the capture on the capture's screen, and in the evidence record", async () => {
    const payload = (await common("WEB01")) as { data: { essentials: { firedDateTime: string } } };
    payload.data.essentials.firedDateTime = new Date(stage.world.clock.now() - minuteMs).toISOString();
    const { capture, emails } = await stage.world.run(payload);
    const told = capture.before ?? assert.fail("there is nothing of a ring");
    assert.ok(told.packets > 0, told.problem ?? "");
    const visit = await stage.visit();
    const { page } = visit;
    await page.getByRole("table", { name: "Captures" }).getByRole("link").first().click();
    const region = page.getByRole("region", { name: "Before the capture" });
    await visit.shows(region);
    const packets = told.packets.toLocaleString("en-US");
    assert.ok((await region.innerText()).includes(packets));
    assert.equal(await region.getByRole("link").count(), told.files.length);
    await page.getByText(/The capture begins at \d\d:\d\d:\d\d UTC/).waitFor();
    assert.match(
      emails[0]?.text.replaceAll(/\s+/g, " ") ?? "",
      new RegExp(`Before the capture: ${packets} packets`),
    );
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Evidence" }).click(),
    ]);
    const id = page.url().split("/").at(-1) ?? "";
    assert.equal(download.suggestedFilename(), `evidence-${id}.json`);
    const answer = await fetch(`${stage.origin}/api/captures/${id}/evidence`);
    assert.equal(await readFile(await download.path(), "utf8"), await answer.text());
    assert.deepEqual(await seriousViolations(page), []);
  });
});
