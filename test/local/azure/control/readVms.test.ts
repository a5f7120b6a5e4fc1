import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { computeClient } from "../../../support/world/clients.ts";
import { group, Simulation, vmId } from "../../../support/world/simulation.ts";

describe("PUT /vms of the control API", () => {
  let simulation: Simulation;
  beforeEach(async () => {
    simulation = await Simulation.start();
  });
  afterEach(() => simulation.close());

  const control = (method: string, path: string, body?: unknown) => simulation.control(method, path, body);

  it("keeps a VM's tags, incidents and ways with rings, and lists have its tags", async () => {
    const incidents = [
      { traffic: "beacon", from: "2026-11-23T12:01:00.000Z", until: "2026-11-23T12:03:00.000Z" },
    ];
    const facts = { tags: { Role: "web" }, incidents, ringPath: "first" };
    const { body } = await control("PUT", "/vms", [{ id: vmId("A"), ...facts }, { id: vmId("B") }]);
    const [first, second] = body as readonly Record<string, unknown>[];
    const { tags, incidents: kept, ringPath } = first ?? {};
    assert.deepEqual({ tags, incidents: kept, ringPath }, facts);
    for (const name of Object.keys(facts)) assert.ok(!(name in (second ?? {})), name);
    const vms = computeClient(simulation).virtualMachines;
    for (const list of [vms.listAll(), vms.list(group)]) {
      const tagsOf = (await Array.fromAsync(list)).map((vm) => [vm.name, vm.tags]);
      assert.deepEqual(tagsOf, [
        ["A", { Role: "web" }],
        ["B", {}],
      ]);
    }
    assert.deepEqual((await vms.get(group, "A")).tags, { Role: "web" });
  });

  for (const [why, body, sentence] of [
    ["a body that is not an array", {}, /array/],
    ["an entry that is not an object", [1], /VM 0: it must be an object/],
    ["an invalid id", [{ id: "WEB01" }], /ARM id/],
    ["an unknown power state", [{ id: vmId("A"), powerState: "on" }], /deallocated/],
    ["an unknown OS", [{ id: vmId("A"), osType: "BeOS" }], /Windows/],
    ["an agent that is not a boolean", [{ id: vmId("A"), agent: "maybe" }], /agent/],
    [
      "unknown traffic",
      [{ id: vmId("A"), traffic: "flood" }],
      /VM 0: .*traffic.* must be one of exfiltration, port-scan, dns-storm, ordinary/,
    ],
    [
      "a time of the agent's end that is no number",
      [{ id: vmId("A"), agentStopsAfterSeconds: "5" }],
      /agentStopsAfterSeconds/,
    ],
    [
      "an unknown form of the agent's end",
      [{ id: vmId("A"), agentStopsAfterSeconds: 5, agentStopForm: "silence" }],
      /sentence/,
    ],
    ["a negative time of its status", [{ id: vmId("A"), statusAfterSeconds: -1 }], /statusAfterSeconds/],
    ["a tag that is not text", [{ id: vmId("A"), tags: { role: 1 } }], /VM 0: .*tags/],
    ["an unknown way of telling a ring's files", [{ id: vmId("A"), ringPath: "last" }], /first.*none/],
    ["incidents that are no array", [{ id: vmId("A"), incidents: {} }], /array of at most 20/],
    [
      "an incident of unknown traffic",
      [
        {
          id: vmId("A"),
          incidents: [{ traffic: "flood", from: "2026-11-23T12:00Z", until: "2026-11-23T12:01Z" }],
        },
      ],
      /an incident's .*exfiltration, port-scan/,
    ],
    ...(["2026-11-23T12:00:00Z", "2026-11-23T13:00:01Z", "soon"] as const).map(
      (until) =>
        [
          `an incident from noon until ${until}`,
          [{ id: vmId("A"), incidents: [{ traffic: "beacon", from: "2026-11-23T12:00:00Z", until }] }],
          /for an hour at most/,
        ] as const,
    ),
    ["traffic that is not a name", [{ id: vmId("A"), traffic: null }], /exfiltration, port-scan/],
    ["the same id twice", [{ id: vmId("A") }, { id: vmId("a") }], /VM 1: there are two/],
  ] as const)
    it(`refuses VMs with ${why}`, async () => {
      const { status, body: answer } = await control("PUT", "/vms", body);
      assert.equal(status, 400);
      assert.match(JSON.stringify(answer), sentence);
      assert.equal(((await control("GET", "/vms")).body as unknown[]).length, 2);
    });
});
