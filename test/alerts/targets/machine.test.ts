import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide } from "../../../src/alerts/decide.ts";
import { commonAlert, subscription, vmId } from "../../support/alerts/fixtures.ts";
import type { AlertDecision } from "../../../src/alerts/alert.ts";

const targets = (...ids: readonly string[]) => commonAlert({ essentials: { alertTargetIDs: ids } });
const set = vmId("web").replace("virtualMachines", "virtualMachineScaleSets");
const other = set.replace(/web$/, "api");

const decided = (body: unknown, allowedScopes: readonly string[] | "*" = "*"): AlertDecision =>
  decide(body, { allowedScopes });

function captured(body: unknown): Extract<AlertDecision, { kind: "capture" }> {
  const decision = decided(body);
  assert.ok(decision.kind === "capture", JSON.stringify(decision));
  return decision;
}

const machinesIn = (body: unknown) => captured(body).targets.map(({ name, instances }) => [name, instances]);
const split = (ids: readonly string[], ...values: readonly string[]) =>
  commonAlert({
    essentials: { alertTargetIDs: ids },
    dimensions: values.map((value) => ({ name: "VMName", value })),
  });

describe("an alert on a scale set", () => {
  it("captures the set, in any casing and encoding", () => {
    for (const id of [set, set.toLowerCase(), `${set}/`, set.replace("Prod-Web-RG", "Prod%2DWeb%2DRG")])
      assert.deepEqual(
        captured(targets(id)).targets.map(({ name, instances }) => [name.toLowerCase(), instances]),
        [["web", null]],
        id,
      );
  });

  it("captures the instances that its targets name, once each", () => {
    const instance = (number: string) => `${set}/virtualMachines/${number}`;
    assert.deepEqual(machinesIn(targets(instance("3"), instance("0"), instance("3").toUpperCase())), [
      ["web", ["3", "0"]],
    ]);
  });

  it("captures the instances that its dimension VMName names, of its own set alone", () => {
    assert.deepEqual(machinesIn(split([set], "web_4", "WEB_5", "api_6")), [["web", ["4", "5"]]]);
    assert.deepEqual(machinesIn(split([set, other], "web_4")), [
      ["web", ["4"]],
      ["api", null],
    ]);
  });

  it("captures the VM of a Flexible set that its dimension names", () => {
    assert.deepEqual(machinesIn(split([set], "web_0a1b2c3d")), [["web", ["web_0a1b2c3d"]]]);
  });

  it("guesses at no other name: the whole set is captured", () => {
    for (const value of ["web000003", "web_", "web_x", "web_12345678901", "WEB01", "*"])
      assert.deepEqual(machinesIn(split([set], value)), [["web", null]], value);
  });

  it("says what is captured, in words", () => {
    assert.match(captured(split([set], "web_4")).detail, /the scale set web \(instance 4\)/);
    assert.match(captured(targets(set, vmId("db01"))).detail, /the scale set web, the VM db01/);
  });

  it("has an occurrence of its own for other instances, and the same in any order and casing", () => {
    const occurrence = (body: unknown) => captured(body).alert.occurrence;
    const one = occurrence(split([set], "web_4", "web_5"));
    assert.equal(occurrence(split([set.toLowerCase()], "web_5", "WEB_4")), one);
    assert.notEqual(occurrence(split([set], "web_4")), one);
    assert.notEqual(occurrence(split([set])), one);
  });

  it("outside the allowed scopes, or ill-formed, is ignored for that", () => {
    const reason = (id: string) => {
      const decision = decided(targets(id), [`/subscriptions/${subscription}`]);
      return decision.kind === "ignored" ? decision.reason : decision.kind;
    };
    const elsewhere = set.replace(subscription, "11111111-1111-1111-1111-111111111111");
    assert.equal(reason(elsewhere), "not-allowed");
    assert.equal(reason(`${elsewhere}/virtualMachines/0`), "not-allowed");
    for (const wrong of [
      `${set}/virtualMachines/0/networkInterfaces/nic`,
      `${set}/virtualMachines/..`,
      `${set}/virtualMachines/0%2F1`,
      `${set}/networkInterfaces`,
      `${set}%2Fx`,
      set.replace("web", "w eb"),
      set.replace("web", "../x"),
    ])
      assert.equal(reason(wrong), "bad-target-id", wrong);
  });
});
