import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { common } from "../../support/world/world.ts";
import type { Visit } from "../../support/page/visit.ts";

/** As when another tab is in front of the page, and when it is there again. */
const show = (shown: boolean): string => `
  Object.defineProperty(document, "hidden", { value: ${!shown}, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));`;

describe("the captures page asks the app", { skip: noBrowser }, () => {
  let stage: PageStage;
  let ended: string;
  before(async () => {
    stage = await PageStage.start({ CAPTURE_TIME_LIMIT_SECONDS: "3600" });
    const instance = await stage.world.fire(await common("WEB02"));
    await stage.world.outcome(instance);
    ended = instance.id;
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  /** A screen whose clock stands still once it has its first answer. */
  async function opened(hash: string, heading: RegExp): Promise<Visit> {
    const visit = await stage.visit(hash);
    await visit.page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await visit.page.clock.pauseAt(stage.world.clock.now() + 3_600_000);
    await visit.pass(1);
    return visit;
  }

  /** How often the page asks within so many seconds. */
  async function questions(visit: Visit, path: string, seconds: number): Promise<number> {
    const before = visit.requestsTo(path).length;
    await visit.pass(seconds);
    return visit.requestsTo(path).length - before;
  }

  it("once a minute while nothing runs, and every ten seconds for the list while something does", async () => {
    const visit = await opened("#/", /Captures/);
    assert.equal(await questions(visit, "/api/captures", 120), 2);
    const instance = await stage.world.fire(await common("WEB01"));
    await stage.world.reach(instance, "capturing");
    await questions(visit, "/api/captures", 61);
    assert.equal(await questions(visit, "/api/captures", 60), 6);
  });

  it("every two seconds for a running capture, once a minute for one that has ended", async () => {
    const instance = await stage.world.fire(await common("WEB01"));
    await stage.world.reach(instance, "capturing");
    const running = await opened(`#/captures/${instance.id}`, /WEB01/i);
    assert.equal(await questions(running, `/api/captures/${instance.id}`, 20), 10);
    const over = await opened(`#/captures/${ended}`, /WEB02/i);
    assert.equal(await questions(over, `/api/captures/${ended}`, 120), 2);
  });

  it("nothing while it is hidden, and at once when it is seen again", async () => {
    const visit = await opened("#/", /Captures/);
    await visit.page.evaluate(show(false));
    assert.equal(await questions(visit, "/api/captures", 180), 0);
    const before = visit.requestsTo("/api/captures").length;
    await visit.page.evaluate(show(true));
    await visit.pass(1);
    assert.equal(visit.requestsTo("/api/captures").length - before, 1);
  });
});
