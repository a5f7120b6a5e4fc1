import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";

describe("the captures page of an app with function keys", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start({}, { enableAuth: true });
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  it("asks for a key, again after a wrong one, and keeps the right one out of every URL", async () => {
    const key = stage.world.environment.keys?.host ?? assert.fail("there are no keys");
    const visit = await stage.visit();
    const { page } = visit;
    const field = page.getByLabel("Function key");
    const enter = async (text: string) => {
      await field.fill(text);
      await page.getByRole("button", { name: "Continue" }).click();
    };
    await enter("a wrong key");
    await page.getByRole("alert").waitFor();
    await enter(key);
    await page.getByRole("heading", { level: 1, name: "Captures" }).waitFor();
    await field.waitFor({ state: "detached" });
    const kept = await page.evaluate<string[]>(
      "[JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie]",
    );
    assert.deepEqual(
      kept.map((text) => text.includes(key)),
      [true, false, false],
    );
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Captures" }).waitFor();
    assert.equal(await field.count(), 0);
    assert.deepEqual(
      visit.requests.filter(({ url }) => url.includes(key)),
      [],
    );
    assert.ok(visit.requestsTo("/api/captures").every(({ headers }) => headers["x-functions-key"] === key));
  });
});
