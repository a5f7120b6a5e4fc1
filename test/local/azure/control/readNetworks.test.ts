import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Simulation, vmId } from "../../../support/world/simulation.ts";

const id = vmId("WEB01");

describe("the networks of the control API", () => {
  let simulation: Simulation;
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "networks-"));
    simulation = await Simulation.start({ directory });
  });
  after(async () => {
    await simulation.close();
    await rm(directory, { recursive: true });
  });

  const rule = { name: "R", direction: "Inbound", access: "Deny", priority: 100 };
  const mistakes: readonly (readonly [unknown, RegExp])[] = [
    [{}, /array of networks/],
    [["x"], /Network 0: it must be an object/],
    [[{ vmId: vmId("NONE") }], /"vmId" must be the ARM id of a VM that exists/],
    [[{ vmId: id }, { vmId: id.toUpperCase() }], /a VM has one network/],
    [[{ vmId: id, rules: {} }], /"rules" must be an array/],
    [[{ vmId: id, rules: [rule, 1] }], /Network 0: rules\[1\]: it must be an object/],
    [[{ vmId: id, rules: [{ ...rule, direction: "In" }] }], /"direction"/],
    [[{ vmId: id, rules: [{ ...rule, access: "AlwaysAllow" }] }], /"access"/],
    [[{ vmId: id, rules: [{ ...rule, priority: 0 }] }], /"priority"/],
    [[{ vmId: id, rules: [{ ...rule, protocol: "toString" }] }], /"protocol"/],
    [[{ vmId: id, rules: [{ ...rule, source: "toString" }] }], /"source" must be an IPv4 prefix/],
    [[{ vmId: id, rules: [{ ...rule, source: [] }] }], /"source"/],
    [[{ vmId: id, rules: [{ ...rule, destination: "10.0.0.1/8" }] }], /"destination"/],
    [[{ vmId: id, rules: [{ ...rule, port: "9-8" }] }], /"port"/],
    [[{ vmId: id, rules: ["a", "b", "c"].map((group) => ({ ...rule, group })) }], /two security groups/],
    [[{ vmId: id, routes: [{ prefix: "10.0.0.0", nextHopType: "None" }] }], /"prefix"/],
    [[{ vmId: id, routes: [{ prefix: "10.0.0.0/8", nextHopType: "Nowhere" }] }], /"nextHopType"/],
    [[{ vmId: id, routes: [{ prefix: "10.0.0.0/8", nextHopType: "VirtualAppliance" }] }], /"nextHopIp"/],
    [[{ vmId: id, nics: [] }], /"nics" must have one/],
    [
      [{ vmId: id, nics: [{ privateIp: "192.168.0.1" }] }],
      /"privateIp" must be an address in 10\.0\.0\.0\/16/,
    ],
    [[{ vmId: id, nics: [{}, {}] }], /nics\[1\]: "privateIp"/],
    [[{ vmId: id, nics: [{ publicIp: "::1" }] }], /"publicIp"/],
    [[{ vmId: id, answersAfterSeconds: -1 }], /"answersAfterSeconds"/],
  ];
  for (const [body, problem] of mistakes)
    it(`refuse ${JSON.stringify(body).replaceAll(id, "WEB01").slice(0, 90)}`, async () => {
      const answer = await simulation.control("PUT", "/network", body);
      assert.equal(answer.status, 400);
      assert.match(JSON.stringify(answer.body).replaceAll('\\"', '"'), problem);
    });

  it("are shown as they can be given, and survive a restart", async () => {
    const given = [{ vmId: id, rules: [rule], routes: [{ prefix: "10.1.0.0/16", nextHopType: "None" }] }];
    const { body } = await simulation.control("PUT", "/network", given);
    assert.deepEqual((await simulation.control("PUT", "/network", body)).body, body);
    assert.match(JSON.stringify(body), /"name":"R".*"prefix":"10\.1\.0\.0\/16".*"name":"web01-nic"/);
    await simulation.close();
    simulation = await Simulation.start({ directory });
    assert.deepEqual((await simulation.control("GET", "/network")).body, body);
  });
});
