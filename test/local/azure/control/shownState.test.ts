import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Simulation, vmId } from "../../../support/world/simulation.ts";

describe("what the control API shows of the simulation", () => {
  let simulation: Simulation;
  beforeEach(async () => {
    simulation = await Simulation.start();
  });
  afterEach(() => simulation.close());

  const control = (method: string, path: string, body?: unknown) => simulation.control(method, path, body);

  it("is the last of the requests only, where that is asked for", async () => {
    for (const name of ["A", "B", "C"]) await simulation.arm("GET", `${vmId(name)}?api-version=2026-04-01`);
    const all = await simulation.requests();
    assert.deepEqual((await control("GET", "/requests?last=2")).body, all.slice(-2));
    assert.deepEqual((await control("GET", "/requests?last=0")).body, []);
    assert.deepEqual((await control("GET", "/requests?last=900")).body, all);
    for (const last of ["-1", "two", ""]) {
      const { status, body } = await control("GET", `/requests?last=${last}`);
      assert.deepEqual([status, body], [400, { error: '"last" must be a whole number.' }]);
    }
  });

  it("is whether the Durable backend answers", async () => {
    assert.deepEqual((await control("GET", "/backend")).body, { available: true });
    await control("PUT", "/backend", { available: false });
    assert.deepEqual((await control("GET", "/backend")).body, { available: false });
  });

  it("is a fault as it was put", async () => {
    const faults = [
      { method: "PUT", path: "/packetCaptures/", status: 429, headers: {}, delayMs: 0, times: 2 },
    ];
    assert.deepEqual((await control("PUT", "/faults", faults)).body, faults);
    assert.deepEqual((await control("GET", "/faults")).body, faults);
  });
});
