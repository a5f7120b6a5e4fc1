import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { headingOfHtml } from "../../support/report/textOfHtml.ts";
import { interruptions } from "../../support/world/interruptions.ts";
import { analyzed, common, vm, World } from "../../support/world/world.ts";
import type { CaptureView } from "../../../src/api/captureView.ts";
import type { Problem } from "../../../src/api/problem.ts";
import type { PageModel } from "../../../src/report/pageModel.ts";

describe("GET /api/captures/{id}?include=page", () => {
  let world: World;
  before(async () => {
    world = await World.start({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "60" });
  });
  after(() => world.close());

  const pageOf = async (id: string): Promise<PageModel> => {
    const { status, body } = await world.app("GET", `/captures/${id}?include=page`);
    assert.equal(status, 200, JSON.stringify(body));
    return (body as CaptureView).page ?? assert.fail("The answer has no page.");
  };
  const partsOf = ({ sections }: PageModel) => sections.map(({ part }) => part);

  it("has the alert alone while the capture runs, then what the email says, whose button leads to it", async () => {
    await world.control("PUT", "/vms", [vm("WEB01", { traffic: "port-scan" })]);
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    const running = await pageOf(instance.id);
    assert.equal(running.head, null);
    assert.deepEqual(partsOf(running), ["alert"]);

    await world.outcome(instance);
    const page = await pageOf(instance.id);
    const email = (await world.emails()).at(-1) ?? assert.fail("There is no email.");
    assert.equal(page.head?.heading, headingOfHtml(email.html));
    assert.deepEqual(partsOf(page), ["findings", "network", "traffic", "details", "alert"]);
    const [, href = ""] = /href="([^"]*)"/.exec(email.html) ?? [];
    const { pathname, hash, hostname } = new URL(href);
    assert.deepEqual([hostname, pathname, hash], ["127.0.0.1", "/api/ui", `#/captures/${instance.id}`]);
  });

  it("has the VMs that have ended beside those that still run", async () => {
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02", { powerState: "deallocated" })]);
    const instance = await world.fire(await common("WEB01", "WEB02"));
    await world.clock.advance(30_000);
    const page = await pageOf(instance.id);
    assert.equal(page.head?.heading, "2 VMs: 1 failed, 1 running");
    assert.deepEqual(
      page.sections.filter(({ part }) => part === "verdict").map(({ heading }) => heading.split(":")[0]),
      ["WEB02", "web01"],
    );
    await world.outcome(instance);
    assert.match(JSON.stringify((await pageOf(instance.id)).head), /"2 VMs: 1 captured, 1 failed\."/);
  });

  it("says where an alert is told that has joined a capture", async () => {
    await world.control("PUT", "/vms", [vm("WEB01")]);
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const second = await world.fire(await common("WEB01"));
    await world.outcome(second);
    const page = await pageOf(second.id);
    assert.ok(JSON.stringify(page.sections[0]).includes(`told in the report of ${first.id}`));
    assert.match((await pageOf(first.id)).head?.joined ?? "", /^and 1 other alert joined this capture$/);
  });

  it("has what is known of an alert that was terminated", async () => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await interruptions(world).terminate(instance.id);
    const { head, notices } = await pageOf(instance.id);
    assert.deepEqual([head?.word, head?.tone], ["Unfinished", "bad"]);
    assert.match(JSON.stringify(notices), /by hand/);
  });

  it("is refused where something else is to be included", async () => {
    const { status, body } = await world.app("GET", `/captures/alert-${"0".repeat(32)}?include=pages`);
    assert.equal(status, 400);
    assert.deepEqual(
      [(body as Problem).parameter, (body as Problem).detail],
      ["include", 'include must be "page".'],
    );
  });
});
