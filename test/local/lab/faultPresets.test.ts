import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { readFault } from "../../../local/azure/faults/fault.ts";
import { faultPresets } from "../../../local/lab/faultPresets.ts";
import { common, vm, World } from "../../support/world/world.ts";

/**
 * What an alert comes to under each preset. A delay has no entry, because virtual time stands still during
 * it, and the stop of the backend has none, because it is no fault of a call.
 */
const endings: Readonly<Record<string, string>> = {
  "Azure throttles the app": "captured",
  "Azure is down": "unexpected",
  "The app may not start captures": "access-denied",
  "The start of a capture gets no answer": "captured",
  "The connection is cut after the start": "captured",
  "The storage account allows no shared keys": "storage-refused",
  "The capture fails on the VM": "capture-failed",
  "The email service rejects the mail": "captured",
  "The email service is busy": "captured",
  "Teams asks to wait": "captured",
};

describe("the Lab's faults", () => {
  let world: World;
  before(async () => {
    world = await World.start({ AZURE_TIMEOUT_SECONDS: "1" }, { notifies: true });
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  it("are valid, and one of them stops the Durable backend instead", () => {
    const readings = faultPresets.flatMap(({ faults }) => faults.map(readFault));
    assert.deepEqual(
      readings.filter(({ ok }) => !ok),
      [],
    );
    assert.equal(faultPresets.filter(({ faults }) => faults.length === 0).length, 1);
  });

  it("are told apart by what they match and do", () => {
    const keys = faultPresets.flatMap(({ faults }) =>
      faults.map(({ method, path, status, delayMs }) => JSON.stringify([method, path, status, delayMs])),
    );
    assert.equal(new Set(keys).size, keys.length);
  });

  it("all have an ending here, but for those that cannot", () => {
    const ended = faultPresets.filter(({ faults }) => faults.some(({ status }) => status !== undefined));
    assert.deepEqual(
      ended.map(({ label }) => label),
      Object.keys(endings),
    );
  });

  for (const { label, faults } of faultPresets.filter((preset) => preset.label in endings))
    it(`do what they say: ${label}`, async () => {
      await world.control("PUT", "/faults", faults);
      const before = (await world.captures()).length;
      const { outcome, capture, emails } = await world.run(await common("WEB01"));
      assert.equal(capture.outcome === "failed" ? capture.code : capture.outcome, endings[label]);
      const isRejected = label === "The email service rejects the mail";
      assert.equal(emails.length, isRejected ? 0 : 1);
      assert.equal(outcome.report?.error === null, !isRejected);
      assert.equal(
        outcome.notifications.every(({ sent }) => sent),
        true,
      );
      if (capture.outcome === "captured") assert.equal((await world.captures()).length, before + 1);
    });
});
