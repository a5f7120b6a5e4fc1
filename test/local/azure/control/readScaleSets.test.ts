import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Simulation, vmId } from "../../../support/world/simulation.ts";

describe("the control API for scale sets", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  it("replaces and shows them, and refuses what is none", async () => {
    assert.deepEqual((await simulation.control("GET", "/scale-sets")).body, []);
    const id = vmId("web").replace("virtualMachines", "virtualMachineScaleSets");
    const put = await simulation.control("PUT", "/scale-sets", [
      {
        id,
        location: "West Europe",
        instances: [
          { id: "0" },
          { id: "2", powerState: "VM stopped", agent: false, traffic: "port-scan", losesFile: true },
        ],
      },
    ]);
    assert.equal(put.status, 200);
    assert.deepEqual((await simulation.control("GET", "/scale-sets")).body, [
      {
        id,
        location: "westeurope",
        ...{ orchestration: "Uniform", osType: "Linux", filesBy: "id" },
        instances: [
          { id: "0", powerState: "running", agent: true, traffic: "exfiltration", losesFile: false },
          { id: "2", powerState: "stopped", agent: false, traffic: "port-scan", losesFile: true },
        ],
      },
    ]);
    for (const [wrong, sentence] of [
      [{}, /array/],
      [[{ id: vmId("A") }], /Scale set 0: .*virtualMachineScaleSets/],
      [[{ id, orchestration: "Other" }], /Flexible/],
      [[{ id, instances: [{ id: 1 }] }], /powerState/],
      [[{ id, instances: [{ id: "1", traffic: "none" }] }], /traffic/],
      [[{ id, filesBy: "date" }], /filesBy/],
      [[{ id, osType: "BeOS" }], /osType/],
    ] as const) {
      const { status, body } = await simulation.control("PUT", "/scale-sets", wrong);
      assert.equal(status, 400);
      assert.match(JSON.stringify(body), sentence);
    }
  });
});
