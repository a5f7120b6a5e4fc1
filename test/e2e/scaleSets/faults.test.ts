import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { alertOn, setId } from "../../support/scaleSets/alertOn.ts";
import { World } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

describe("faults of Azure around a scale set", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "10", CAPTURES_PER_HOUR: "0" });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  async function run(faults: readonly object[], orchestration = "Uniform"): Promise<CaptureOutcome> {
    const name = `set${randomUUID().slice(0, 6)}`;
    const instances = [{ id: "web_0a1b2c3d" }];
    const uniform = [{ id: "0" }, { id: "1" }];
    await world.control("PUT", "/scale-sets", [
      { id: setId(name), orchestration, instances: orchestration === "Uniform" ? uniform : instances },
    ]);
    await world.control("PUT", "/faults", faults);
    return (await world.run(alertOn(name))).capture;
  }

  for (const [what, path] of [
    ["the set", "/virtualMachineScaleSets/[^/]+\\?"],
    ["its instances", "/virtualMachineScaleSets/[^/]+/virtualMachines\\?"],
    ["the session", "/packetCaptures/"],
  ] as const)
    for (const fault of [
      { status: 503, times: 2 },
      { status: 429, headers: { "Retry-After": "7" }, times: 2 },
      { status: "reset", times: 1 },
      { status: 200, body: "<html>", times: 1 },
    ])
      it(`${what} answers ${JSON.stringify(fault)}: it is captured all the same`, async () => {
        const capture = await run([{ path, ...fault }]);
        assert.deepEqual([capture.outcome, capture.code], ["captured", null], capture.hint ?? "");
        assert.deepEqual(
          capture.instances?.map(({ outcome }) => outcome),
          ["captured", "captured"],
        );
      });

  for (const path of [
    "/virtualMachineScaleSets/[^/]+\\?",
    "/virtualMachineScaleSets/[^/]+/virtualMachines\\?",
  ])
    it(`a missing right on ${path} is told as such`, async () => {
      const body = {
        error: { code: "AuthorizationFailed", message: "The client does not have authorization." },
      };
      const capture = await run([{ path, status: 403, body }]);
      assert.deepEqual([capture.outcome, capture.code], ["failed", "access-denied"]);
      assert.match(capture.hint ?? "", /scale set/i);
    });

  it("a Flexible set whose VMs cannot be listed fails, told as such", async () => {
    const body = {
      error: { code: "AuthorizationFailed", message: "The client does not have authorization." },
    };
    const capture = await run([{ path: "/virtualMachines\\?.*filter", status: 403, body }], "Flexible");
    assert.deepEqual([capture.outcome, capture.code], ["failed", "access-denied"]);
    assert.match(capture.hint ?? "", /List the instances of the scale set/);
  });
});
