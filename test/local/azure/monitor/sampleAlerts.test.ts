import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { sampleAlerts, sampleVm, type SampleName } from "../../../../local/azure/monitor/sampleAlerts.ts";
import { captured, reasonOf } from "../../../support/alerts/fixtures.ts";

const firedAt = Date.UTC(2026, 10, 26, 8);

function payload(name: SampleName, vmName = "WEB01"): unknown {
  const vm = sampleVm(vmName);
  assert.ok(vm !== null);
  return sampleAlerts[name].payload({ vm, at: firedAt, id: randomUUID() });
}

const decisions: Readonly<Record<SampleName, string>> = {
  common: "capture",
  legacy: "capture",
  log: "capture",
  several: "capture",
  resolved: "resolved",
  "activity-log": "activity-log",
  "not-a-vm": "not-a-vm",
};

describe("the samples of npm run alert", () => {
  for (const [name, decision] of Object.entries(decisions))
    it(`${name}: the app decides ${decision}`, () => {
      assert.equal(reasonOf(payload(name as SampleName)), decision);
    });

  it("are on the VM that was named, several on another one too", () => {
    const names = (sample: SampleName, vm: string) =>
      captured(payload(sample, vm)).targets.map(({ name }) => name.toUpperCase());
    assert.deepEqual(names("log", "WEB02"), ["WEB02"]);
    assert.deepEqual(names("several", "WEB02"), ["WEB02", "WEB01"]);
    assert.deepEqual(names("several", "DB1"), ["DB1", "WEB02"]);
  });

  it("are another occurrence each time", () => {
    for (const name of ["common", "log", "several"] as const)
      assert.notEqual(captured(payload(name)).alert.occurrence, captured(payload(name)).alert.occurrence);
  });

  it("are on no VM whose name or id is none", () => {
    assert.equal(sampleVm("/subscriptions/x"), null);
    assert.equal(sampleVm("web 01"), null);
  });
});
