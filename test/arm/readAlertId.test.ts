import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide } from "../../src/alerts/decide.ts";
import { readAlertId } from "../../src/arm/readAlertId.ts";
import { common, legacy } from "../support/world/world.ts";

const subscription = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const id = "/providers/Microsoft.AlertsManagement/alerts/0b7a2f7e-6c0d-4d39-9d6d-3f1f0d5a1000";
const vm = `${subscription}/resourcegroups/rg (1)/providers/microsoft.compute/virtualmachines/web01`;

describe("readAlertId", () => {
  for (const [what, text, kept] of [
    ["a subscription's alert", subscription + id, true],
    ["a resource's alert", vm.replace(" ", "") + id, true],
    ["an id in lower case", (subscription + id).toLowerCase(), true],
    ["a rule's id", `${subscription}/resourceGroups/rg/providers/microsoft.insights/metricAlerts/r`, false],
    ["an address", `https://evil.example${subscription}${id}`, false],
    ["markup", `${subscription}${id}"><a href="x`, false],
    ["what goes on after it", `${subscription}${id}/evil`, false],
    ["an id that is too long", subscription + "/x".repeat(500) + id, false],
  ] as const)
    it(`${kept ? "keeps" : "drops"} ${what}`, () => {
      assert.equal(readAlertId(text), kept ? text : null);
    });

  it("is the alert's in the common schema, and null in the older ones", async () => {
    const [now, before] = [await common("WEB01"), await legacy("WEB01")].map((payload) => {
      const decision = decide(payload, { allowedScopes: "*" });
      return decision.kind === "capture" ? decision.alert.alertId : "no capture";
    });
    assert.match(now ?? "", /^\/subscriptions\/[^?"]+\/alerts\/[\w-]+$/i);
    assert.equal(before, null);
  });
});
