import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alertOn, setId } from "../../support/scaleSets/alertOn.ts";
import { interruptions } from "../../support/world/interruptions.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { vmId, type World } from "../../support/world/world.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;

const members = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `flex_${String(index).padStart(8, "0")}` }));

const settings = { CAPTURE_TIME_LIMIT_SECONDS: "10", CAPTURES_PER_HOUR: "0" };

/** Captures that are still running when something is done about them. */
const long = { ...settings, CAPTURE_TIME_LIMIT_SECONDS: "3600" };

/** An alert on a set of three VMs, each of which is being captured. */
async function capturing(world: World): Promise<Instance> {
  await world.control("PUT", "/scale-sets", [
    { id: setId("flex"), orchestration: "Flexible", instances: members(3) },
  ]);
  const instance = await world.fire(alertOn("flex"));
  await world.clock.runUntil(async () => (await world.captures()).length === 3);
  await world.clock.advance(20_000);
  return instance;
}

/** The VMs as the app shows them. */
async function shown(world: World, id: string): Promise<readonly string[]> {
  const { body } = await world.app("GET", `/captures/${id}`);
  const { vms } = body as { readonly vms: readonly { readonly vmId: string; readonly phase: string }[] };
  return vms.map(({ vmId: vm, phase }) => `${vm.split("/").at(-1) ?? ""} ${phase}`);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

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
      const whole = await world.fire(alertOn("flex"));
      const all = await world.outcome(whole);
      assert.equal(all.captures.length, 20);
      assert.deepEqual(all.leftOut, { vms: 2, vmNames: ["flex_00000020", "flex_00000021"] });
      const leftOut = "2 VMs of the alert were not captured";
      const email = (await world.emails()).at(-1);
      assert.match(
        oneLine(email?.text ?? ""),
        new RegExp(`${leftOut}.* Left out: flex_00000020, flex_00000021\\.`),
      );
      const { body } = await world.app("GET", `/captures/${whole.id}?include=page`);
      const { notices } = (body as { page: { notices: readonly { heading: string }[] } }).page;
      assert.deepEqual(
        notices.map(({ heading }) => heading),
        [leftOut],
      );
    }));

  it("shows its VMs while they are captured, and a stop ends each", () =>
    inWorld(long, async (world) => {
      const instance = await capturing(world);
      assert.deepEqual(
        await shown(world, instance.id),
        members(3).map(({ id }) => `${id} capturing`),
      );
      const { body } = await world.app("POST", `/captures/${instance.id}/stop`);
      assert.deepEqual(body, { id: instance.id, stopping: 3 });
      const { captures } = await world.outcome(instance);
      assert.deepEqual(
        captures.map(({ stopReason }) => stopReason),
        ["Manual", "Manual", "Manual"],
      );
    }));

  it("whose orchestration is terminated is reported with its VMs, whose captures can still be stopped", () =>
    inWorld(long, async (world) => {
      const instance = await capturing(world);
      const act = interruptions(world);
      await act.terminate(instance.id);
      const email = await act.onlyEmail(0);
      for (const { id } of members(3)) assert.match(email.text, new RegExp(`alert-${id}-[0-9a-f]{16}`));
      assert.deepEqual(
        await shown(world, instance.id),
        members(3).map(({ id }) => `${id} capturing`),
      );
      const { body } = await world.app("POST", `/captures/${instance.id}/stop`);
      assert.deepEqual(body, { id: instance.id, stopping: 3 });
      await world.clock.advance(60_000);
      assert.deepEqual(
        (await world.captures()).map(({ stopReason }) => stopReason),
        ["Manual", "Manual", "Manual"],
      );
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
