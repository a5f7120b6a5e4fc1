import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BlobServiceClient } from "@azure/storage-blob";
import { hostConnection } from "../../../local/environment/blobStorage.ts";
import { isDeep } from "../../support/depth.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import { common, vm, type World } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

const unread = { CAPTURE_ANALYZE_MAX_BYTES: "0", CAPTURE_STORE: "guest" };
const alerts = isDeep ? 200 : 10;
const [vms, limit] = isDeep ? [30, 10] : [8, 3];

/** Fires one alert for each name, all at the same instant; how they ended. */
async function burst(world: World, names: readonly string[]): Promise<readonly CaptureOutcome[]> {
  const payloads = await Promise.all(names.map((name) => common(name)));
  const instances = await Promise.all(payloads.map((payload) => world.fire(payload)));
  const ends: CaptureOutcome[] = [];
  for (const instance of instances) ends.push(...(await world.outcome(instance)).captures);
  return ends;
}

const endsOf = (captures: readonly CaptureOutcome[]) =>
  Object.fromEntries(
    [...Map.groupBy(captures, ({ outcome, code }) => code ?? outcome)].map(([end, all]) => [end, all.length]),
  );

describe("a burst", () => {
  it(`of ${alerts} alerts on one VM makes one capture, which all of them follow`, (t) =>
    inWorld({ ...unread, CAPTURE_TIME_LIMIT_SECONDS: "60" }, async (world) => {
      const captures = await burst(
        world,
        Array.from({ length: alerts }, () => "WEB01"),
      );
      assert.deepEqual(endsOf(captures), { captured: alerts });
      const made = await world.captures();
      assert.equal(made.length, 1);
      assert.ok(captures.every(({ captureName }) => captureName === made[0]?.name));
      assert.equal(captures.filter(({ joined }) => joined).length, alerts - 1);
      assert.equal((await world.emails()).length, 1, "one report tells all of them");
      t.diagnostic(`${alerts} alerts, ${made.length} capture`);
    }));

  it(`on ${vms} VMs at a limit of ${limit} sessions makes ${limit}, and tells the others of the limit`, (t) =>
    inWorld(
      { ...unread, CAPTURE_TIME_LIMIT_SECONDS: "600", CAPTURE_SESSION_LIMIT: String(limit) },
      async (world) => {
        const names = Array.from({ length: vms }, (_, number) => `VM${number}`);
        await world.control(
          "PUT",
          "/vms",
          names.map((name) => vm(name)),
        );
        const ends = endsOf(await burst(world, names));
        assert.deepEqual(ends, { captured: limit, "session-limit": vms - limit });
        assert.equal((await world.captures()).length, limit);
        t.diagnostic(JSON.stringify(ends));
      },
    ));

  it("within a cooldown makes one capture, also where captures may run in parallel", () =>
    inWorld(
      { ...unread, CAPTURE_CONFLICT_POLICY: "parallel", CAPTURE_COOLDOWN_SECONDS: "3600" },
      async (world) => {
        const ends = endsOf(await burst(world, ["WEB01", "WEB01", "WEB01"]));
        assert.deepEqual(ends, { captured: 1, cooldown: 2 });
        assert.equal((await world.captures()).length, 1);
      },
    ));

  it("is captured when the record of grants is damaged", () =>
    inWorld({ ...unread, WEBSITE_SITE_NAME: "damaged-record" }, async (world) => {
      const { blob } = await sharedStorage();
      const records = BlobServiceClient.fromConnectionString(hostConnection(blob.endpoint));
      const container = records.getContainerClient("capture-on-alert");
      await container.createIfNotExists();
      await container.getBlockBlobClient("damaged-record/grants").uploadData(Buffer.from('{"format":1,'));
      assert.deepEqual(endsOf(await burst(world, ["WEB01", "WEB01"])), { captured: 2 });
      assert.equal((await world.captures()).length, 1);
    }));

  it("goes on when the alert that may start the capture is terminated before it has", () =>
    inWorld(unread, async (world) => {
      await world.control("PUT", "/faults", [{ method: "PUT", path: "/packetCaptures/", status: 503 }]);
      const first = await world.fire(await common("WEB01"));
      await world.reach(first, "starting");
      const second = await world.fire(await common("WEB01"));
      await world.clock.advance(20_000);
      assert.equal((await world.status(second)).customStatus?.phase, "clearing", "it waits for the first");
      const terminate = first.sendEventPostUri.replace("raiseEvent/{eventName}", "terminate");
      assert.equal((await fetch(`${terminate}&reason=test`, { method: "POST" })).status, 202);
      await world.control("PUT", "/faults", []);
      const [capture] = (await world.outcome(second)).captures;
      assert.equal(capture?.outcome, "captured", capture?.hint ?? "");
      assert.equal((await world.captures()).length, 1);
    }));
});
