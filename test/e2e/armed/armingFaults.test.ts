import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ringRecordName } from "../../../src/captures/rings/ringRecord.ts";
import {
  azureOfWorld,
  inArmedWorld,
  minuteMs,
  ringRecord,
  ringsOf,
  runningRings,
} from "../../support/rings/armedWorld.ts";
import { interruptions } from "../../support/world/interruptions.ts";
import { vm, vmId } from "../../support/world/world.ts";

describe("rings that cannot be kept", () => {
  it(
    "are told in one email for all VMs of a pass, and not again while the fault lasts",
    inArmedWorld({ ARMED_VMS: `${vmId("WEB01")},${vmId("WEB02")}` }, async (world) => {
      await world.control("PUT", "/vms", [vm("WEB01", { agent: false }), vm("WEB02", { agent: false })]);
      await world.clock.advance(120 * minuteMs);
      const [email, ...more] = await world.emails();
      assert.ok(email !== undefined && more.length === 0);
      assert.match(email.text, /WEB01/);
      assert.match(email.text, /WEB02/);
      assert.match(email.text, /agent/);
      assert.equal(email.posts, 1);
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
      await world.clock.advance(30 * minuteMs);
      assert.equal((await runningRings(world)).length, 2);
      assert.ok((await ringRecord(azureOfWorld())).rings.every(({ fault }) => fault === null));
      assert.equal((await world.emails()).length, 1);
    }),
  );

  it(
    "tell nobody of a VM that does not run, and begin within six minutes of its start",
    inArmedWorld({}, async (world) => {
      await world.control("PUT", "/vms", [vm("WEB01", { powerState: "deallocated" })]);
      await world.clock.advance(60 * minuteMs);
      assert.deepEqual([(await world.emails()).length, (await ringsOf(world)).length], [0, 0]);
      await world.control("PUT", "/vms", [vm("WEB01")]);
      await world.clock.advance(6 * minuteMs);
      assert.equal((await runningRings(world)).length, 1);
    }),
  );

  it(
    "tell nobody of an agent that is late after the boot of a VM that was off for long",
    inArmedWorld({}, async (world) => {
      await world.control("PUT", "/vms", [vm("WEB01", { powerState: "deallocated" })]);
      await world.clock.advance(60 * minuteMs);
      await world.control("PUT", "/vms", [vm("WEB01")]);
      await world.control("PUT", "/faults", [
        { method: "PUT", path: "/packetCaptures/", status: 503, times: 2 },
      ]);
      await world.clock.advance(20 * minuteMs);
      assert.equal((await runningRings(world)).length, 1);
      assert.equal((await world.emails()).length, 0);
    }),
  );

  it(
    "tell nobody of Azure's hiccup, and begin when it has passed",
    inArmedWorld({}, async (world) => {
      await world.control("PUT", "/faults", [
        { method: "PUT", path: "/packetCaptures/", status: 503, times: 2 },
      ]);
      await world.clock.advance(8 * minuteMs);
      assert.equal((await runningRings(world)).length, 1);
      assert.equal((await ringsOf(world)).length, 1);
      assert.equal((await world.emails()).length, 0);
    }),
  );

  it(
    "take no second name when the answer of a start is lost",
    inArmedWorld({}, async (world) => {
      await world.control("PUT", "/faults", [
        { method: "PUT", path: "/packetCaptures/", status: "reset", times: 1 },
      ]);
      await world.clock.advance(8 * minuteMs);
      assert.equal((await ringsOf(world)).length, 1);
      assert.equal((await runningRings(world)).length, 1);
    }),
  );
});

describe("the armed set", () => {
  it(
    "gets back a ring that somebody has deleted",
    inArmedWorld({}, async (world) => {
      await world.clock.advance(5 * minuteMs);
      const [ring] = await ringsOf(world);
      await world.deleteCapture(ring?.name ?? "");
      await world.clock.advance(5 * minuteMs);
      const [next, ...more] = await runningRings(world);
      assert.ok(next !== undefined && more.length === 0 && next.name !== ring?.name);
    }),
  );

  it(
    "finds its ring again when the record is lost or damaged, and starts no second one",
    inArmedWorld({}, async (world) => {
      await world.clock.advance(5 * minuteMs);
      const { appStorage } = azureOfWorld();
      await appStorage.remove(ringRecordName);
      await world.clock.advance(5 * minuteMs);
      const stored = await appStorage.read(ringRecordName);
      assert.notEqual(await appStorage.write(ringRecordName, "{", stored?.version ?? null), null);
      await world.clock.advance(5 * minuteMs);
      const [ring, ...more] = await ringsOf(world);
      assert.ok(ring !== undefined && more.length === 0);
      const [known] = (await ringRecord(azureOfWorld())).rings;
      assert.equal(known?.session?.captureName, ring.name);
    }),
  );

  it(
    "stays true when the orchestration of a pass is terminated, or purged",
    inArmedWorld({}, async (world) => {
      await world.clock.advance(minuteMs + 500);
      await interruptions(world)
        .terminate("keep-armed")
        .catch(() => undefined);
      await world.clock.advance(3 * minuteMs);
      assert.equal((await runningRings(world)).length, 1);
      await interruptions(world).purge("keep-armed");
      await world.deleteCapture((await ringsOf(world))[0]?.name ?? "");
      await world.clock.advance(6 * minuteMs);
      assert.equal((await runningRings(world)).length, 1);
    }),
  );

  it(
    "has the VMs of a resource group",
    inArmedWorld({ ARMED_VMS: vmId("WEB01").split("/").slice(0, 5).join("/") }, async (world) => {
      await world.clock.advance(3 * minuteMs);
      const targets = (await runningRings(world)).map(({ target }) => target);
      assert.deepEqual(targets.toSorted(), [vmId("WEB01"), vmId("WEB02")]);
      await world.control("PUT", "/vms", [vm("WEB01")]);
      await world.clock.advance(4 * minuteMs);
      assert.deepEqual(
        (await runningRings(world)).map(({ target }) => target),
        [vmId("WEB01")],
      );
      assert.equal((await ringRecord(azureOfWorld())).rings.length, 1);
    }),
  );
});
