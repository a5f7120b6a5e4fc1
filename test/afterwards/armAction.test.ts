import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { armAction, serviceOf } from "./armAction.ts";

const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers";
const watcher = `${group}/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope`;
const vm = `${group}/Microsoft.Compute/virtualMachines/web01`;

describe("armAction", () => {
  for (const [method, path, action] of [
    ["GET", `${vm}?$expand=instanceView&api-version=1`, "Microsoft.Compute/virtualMachines/read"],
    ["GET", `${watcher}/packetCaptures`, "Microsoft.Network/networkWatchers/packetCaptures/read"],
    [
      "GET",
      "/subscriptions/s/providers/Microsoft.Network/networkWatchers?a=b",
      "Microsoft.Network/networkWatchers/read",
    ],
    ["PUT", `${vm}/extensions/agent`, "Microsoft.Compute/virtualMachines/extensions/write"],
    ["PATCH", vm, "Microsoft.Compute/virtualMachines/write"],
    ["DELETE", `${watcher}/packetCaptures/a/`, "Microsoft.Network/networkWatchers/packetCaptures/delete"],
    [
      "POST",
      `${watcher}/packetCaptures/a/queryStatus`,
      "Microsoft.Network/networkWatchers/packetCaptures/queryStatus/action",
    ],
    ["POST", `${vm}/deallocate`, "Microsoft.Compute/virtualMachines/deallocate/action"],
    [
      "GET",
      `${vm}/providers/Microsoft.Insights/diagnosticSettings/x`,
      "Microsoft.Insights/diagnosticSettings/read",
    ],
  ] as const)
    it(`${method} ${path.slice(-50)} is ${action}`, () => {
      assert.equal(armAction(method, path), action);
    });

  it("refuses a path without a provider's resource, and a method without an action", () => {
    assert.throws(() => armAction("GET", "/subscriptions/s/resourceGroups"), /names no resource/);
    assert.throws(() => armAction("HEAD", vm), /no action for HEAD/);
  });
});

describe("serviceOf", () => {
  for (const [path, service] of [
    [vm, "resource-manager"],
    ["/emails:send?api-version=1", "email"],
    ["/emails/operations/1?api-version=1", "email"],
    ["/notifications/teams", "webhook"],
    ["/msi/token?resource=r", "identity"],
    ["/tenant/oauth2/v2.0/token", "identity"],
    ["/tenant/v2.0/.well-known/openid-configuration", "identity"],
    ["/vaults/secrets", null],
  ] as const)
    it(`${path.slice(0, 40)} is ${String(service)}`, () => {
      assert.equal(serviceOf(path), service);
    });
});
