import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { interruptions, lineOf } from "../../support/world/interruptions.ts";
import { analyzed, common, vm, World } from "../../support/world/world.ts";

const hourMs = 3_600_000;

describe("an alert whose orchestration ended without a report", () => {
  let world: World;
  let act: ReturnType<typeof interruptions>;
  before(async () => {
    world = await World.start({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "1800" });
    act = interruptions(world);
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  it("is reported once with all that its steps had found: terminated while its report is tried", async () => {
    const before = (await world.emails()).length;
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 503 }]);
    const instance = await world.fire(await common("WEB02"));
    await world.reach(instance, "reporting");
    await act.terminate(instance.id);
    await world.control("PUT", "/faults", []);
    const said = lineOf(await act.onlyEmail(before));
    assert.match(
      said,
      /This alert was terminated.*WEB02: .*The capture ran its full time limit.*Traffic on WEB02/,
    );
  });

  it("is not reported when it was purged", async () => {
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await act.terminate(instance.id);
    await act.purge(instance.id);
    await world.clock.advance(hourMs);
    assert.equal((await world.emails()).length, before);
  });

  it("is reported with the outcomes of its VMs: ended, running, not found", async () => {
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("GONE01", "WEB01", "WEB02"));
    await world.clock.advance(60_000);
    await act.terminate(`${instance.id}:3`);
    await act.terminate(instance.id);
    const email = await act.onlyEmail(before);
    assert.match(email.subject, /3 VMs/);
    const said = lineOf(email);
    assert.match(said, /gone01: capture failed, VM not found/);
    for (const name of ["WEB01", "WEB02"])
      assert.match(said, new RegExp(`alert-${name}-[0-9a-f]{16} is still running, until`));
  });

  it("is reported even while Azure answers nothing about its capture", async () => {
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.control("PUT", "/faults", [{ path: "/(packetCaptures|virtualMachines)/", status: 503 }]);
    await act.terminate(instance.id);
    const said = lineOf(await act.onlyEmail(before));
    assert.match(said, /Whether the VM's packet capture still runs is unknown.*alert-WEB01-[0-9a-f]{16}/);
  });

  it("leaves the list of captures as it is", async () => {
    const { body } = await world.app("GET", "/captures?top=1000");
    const { captures } = body as { captures: { id: string; status: string }[] };
    assert.ok(captures.length > 0 && captures.every(({ id }) => id.startsWith("alert-")));
  });
});
