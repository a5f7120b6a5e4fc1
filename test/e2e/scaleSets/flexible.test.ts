import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alertOn, setId } from "../../support/scaleSets/alertOn.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { vmId } from "../../support/world/world.ts";

const members = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `flex_${String(index).padStart(8, "0")}` }));

const settings = { CAPTURE_TIME_LIMIT_SECONDS: "10", CAPTURES_PER_HOUR: "0" };

describe("an alert on a Flexible scale set", () => {
  it("captures each of its VMs as such", () =>
    inWorld(settings, async (world) => {
      await world.control("PUT", "/scale-sets", [
        { id: setId("flex"), orchestration: "Flexible", instances: members(3) },
      ]);
      const { captures } = await world.outcome(await world.fire(alertOn("flex")));
      assert.deepEqual(
        captures.map((capture) => [capture.vmId, capture.outcome, capture.instances]),
        members(3).map(({ id }) => [vmId(id), "captured", null]),
      );
      assert.ok((await world.captures()).every((one) => one.target.includes("/virtualMachines/")));
    }));

  it("captures the one that it names, at most 20 of more, and says so of one that is gone", () =>
    inWorld(settings, async (world) => {
      await world.control("PUT", "/scale-sets", [
        { id: setId("flex"), orchestration: "Flexible", instances: members(22) },
      ]);
      const one = await world.outcome(await world.fire(alertOn("flex", ["flex_00000003"])));
      assert.deepEqual(
        one.captures.map(({ vmName }) => vmName),
        ["flex_00000003"],
      );
      const gone = await world.outcome(await world.fire(alertOn("flex", ["flex_deadbeef"])));
      assert.deepEqual(
        gone.captures.map(({ code }) => code),
        ["vm-not-found"],
      );
      const all = await world.outcome(await world.fire(alertOn("flex")));
      assert.equal(all.captures.length, 20);
    }));

  it("without VMs fails, told as a scale set", () =>
    inWorld(settings, async (world) => {
      await world.control("PUT", "/scale-sets", [
        { id: setId("flex"), orchestration: "Flexible", instances: [] },
      ]);
      const [capture] = (await world.outcome(await world.fire(alertOn("flex")))).captures;
      assert.deepEqual([capture?.outcome, capture?.code], ["failed", "vm-not-found"]);
      assert.match(capture?.hint ?? "", /scale set flex/);
    }));
});
