import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { BlockBlobClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { hostileAnswer } from "../../support/page/hostileAnswer.ts";
import { hostileCapture, hostileNames } from "../../support/page/hostileCapture.ts";
import { PageStage } from "../../support/page/pageStage.ts";
import { attack, harmless } from "../../support/report/attack.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { FaultyStorage } from "../../support/world/faultyStorage.ts";
import { analyzed, common } from "../../support/world/world.ts";
import type { Page } from "playwright-core";

const accountKey = Buffer.from("simulated storage account key").toString("base64");

/** Every element of the page with the names of its attributes. */
const structure = `[...document.querySelectorAll("*")]
  .map((element) => [element.tagName, ...element.getAttributeNames().sort()].join(" "))`;

describe("texts of others on the captures page", { skip: noBrowser }, () => {
  let proxy: FaultyStorage;
  let stage: PageStage;
  before(async () => {
    proxy = await FaultyStorage.start();
    stage = await PageStage.start(analyzed, { storage: proxy.storage });
  });
  afterEach(() => stage.endVisits());
  after(async () => {
    await stage.close();
    await proxy.close();
  });

  /** Runs an alert whose rule, DNS names and TLS server names are markup; its id. */
  async function runHostileAlert(): Promise<string> {
    proxy.fail(async () => {
      const path = proxy.requests.at(-1)?.path.split("?")[0] ?? "";
      const url = new URL(path, proxy.storage.blob.endpoint).href;
      const key = new StorageSharedKeyCredential("captureonalert", accountKey);
      await new BlockBlobClient(url, key).uploadData(hostileCapture());
    }, 1);
    const payload = (await common("WEB01")) as { data: { essentials: { alertRule: string } } };
    payload.data.essentials.alertRule = attack;
    const instance = await stage.world.fire(payload);
    await stage.world.outcome(instance);
    return instance.id;
  }

  /** What a page says, and how it is made, with the app's answers changed on their way. */
  async function look(hash: string, addition: string): Promise<{ seen: string; made: readonly string[] }> {
    const visit = await stage.visit("#/new");
    await visit.page.route(/\/api\/captures/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: hostileAnswer(await answer.json(), addition) });
    });
    await visit.page.goto(`${stage.origin}/api/ui${hash}`);
    return { seen: await seenOn(visit.page), made: await visit.page.evaluate<string[]>(structure) };
  }

  async function seenOn(page: Page): Promise<string> {
    await page.getByText("net-out-high").or(page.getByText("alert(1)")).first().waitFor();
    return (await page.locator("body").textContent()) ?? "";
  }

  it("stay texts, also in the names of rules, DNS and TLS", async () => {
    const id = await runHostileAlert();
    for (const [hash, ...texts] of [
      ["#/", hostileNames.certificate, "<script>alert(1)</script>"],
      [`#/captures/${id}`, "<script>alert(1)</script>", ...Object.values(hostileNames)],
    ]) {
      const { page } = await stage.visit(hash);
      const seen = await seenOn(page);
      for (const text of texts) assert.ok(seen.includes(text), `${text} is not in: ${seen}`);
      assert.equal(await page.locator("img, iframe, svg[onload]").count(), 0);
    }
  });

  it("add no element to the list, nor to a capture, wherever they stand in an answer", async () => {
    const instance = await stage.world.fire(await common("WEB02"));
    await stage.world.outcome(instance);
    for (const hash of ["#/", `#/captures/${instance.id}`]) {
      const [hostile, calm] = [await look(hash, attack), await look(hash, harmless)];
      assert.deepEqual(hostile.made, calm.made, hash);
      assert.ok(hostile.seen.includes("<script>alert(1)</script>"), hash);
    }
  });
});
