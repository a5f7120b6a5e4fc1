import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { seriousViolations } from "../../support/page/accessibility.ts";
import { PageStage } from "../../support/page/pageStage.ts";
import { Visit } from "../../support/page/visit.ts";
import { sidewaysScroll } from "../../support/page/width.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { analyzed, common, vm, type World } from "../../support/world/world.ts";

const widths = [360, 700, 1280];
const schemes = ["light", "dark"] as const;

const emptyScreens = {
  "set-up": "/api/ui#/",
  start: "/api/ui#/new",
  "no such capture": "/api/ui#/captures/nothing",
};

const longName = "A-VM-WITH-THE-LONGEST-NAME-THAT-AZURE-KNOWS-AND-NO-PLACE-TO-WRAP";

/** Captures of every kind; the address of the screen of each. */
async function makeCaptures(world: World): Promise<Readonly<Record<string, string>>> {
  await world.control("PUT", "/vms", [
    vm("WEB01", { traffic: "port-scan" }),
    vm("WEB02", { traffic: "ordinary" }),
    vm(longName, { traffic: "packet-loss" }),
    vm("OFF01", { powerState: "deallocated" }),
    vm("RUN01"),
  ]);
  const ended = async (...names: string[]) => {
    const instance = await world.fire(await common(...names));
    await world.outcome(instance);
    return `/api/ui#/captures/${instance.id}`;
  };
  const found = await ended("WEB01");
  const nothing = await ended("WEB02");
  const failed = await ended("OFF01");
  const longNamed = await ended(longName);
  const several = await ended("WEB01", "WEB02", "OFF01");
  const instance = await world.fire(await common("RUN01"));
  await world.reach(instance, "capturing");
  const running = `/api/ui#/captures/${instance.id}`;
  const lists = { list: "/api/ui#/", lab: "/lab" };
  return { ...lists, found, nothing, failed, "long name": longNamed, several, running };
}

describe("every screen of the page", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    const limits = { CAPTURE_TIME_LIMIT_SECONDS: "300", CAPTURE_BYTES_PER_PACKET: "0" };
    stage = await PageStage.start({ ...analyzed, ...limits });
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  /** Nothing makes anybody scroll sideways, and nobody who cannot see the page misses anything of it. */
  async function look(name: string, path: string): Promise<void> {
    const found: string[] = [];
    for (const colorScheme of schemes) {
      const visit = await stage.open(path, { colorScheme });
      await visit.page.getByRole("heading", { level: 1 }).waitFor();
      await visit.page.getByText("Loading").first().waitFor({ state: "detached" });
      for (const width of widths) {
        await visit.page.setViewportSize({ width, height: 800 });
        for (const fault of [...(await sidewaysScroll(visit.page)), ...(await seriousViolations(visit.page))])
          found.push(`${name}, ${width} px, ${colorScheme}: ${fault}`);
      }
    }
    assert.deepEqual(found, []);
  }

  it("is looked at by checks that find what is wrong with a page", async () => {
    const { page, context, outside, complaints } = await Visit.open(
      stage.browser,
      `${stage.origin}/api/ui#/new`,
    );
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.deepEqual([...(await sidewaysScroll(page)), ...(await seriousViolations(page))], []);
    await page.evaluate(`document.querySelector("h1").outerHTML =
      '<img src="https://outside.example/"><input><pre>' + "wide ".repeat(500) + "</pre>"`);
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 100))");
    assert.match((await sidewaysScroll(page)).join(), /px of 1280/);
    assert.match((await seriousViolations(page)).join(), /label .*<input>/);
    assert.match(complaints.join(), /policy: img-src https:\/\/outside.example/);
    assert.deepEqual(outside, []);
    await context.close();
  });

  for (const [name, path] of Object.entries(emptyScreens))
    it(`fits and is accessible before there is a capture: ${name}`, () => look(name, path));

  describe("with captures", () => {
    let screens: Readonly<Record<string, string>>;
    before(async () => {
      screens = await makeCaptures(stage.world);
    });
    for (const name of ["found", "nothing", "failed", "long name", "several", "running", "list", "lab"])
      it(`fits and is accessible: ${name}`, () => look(name, screens[name] ?? assert.fail(name)));
  });
});
