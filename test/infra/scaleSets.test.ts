import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { at, list, text, type Json } from "../support/template/json.ts";
import { appSettings, deployed, elsewhere, here, ofType, vms } from "../support/template/template.ts";

const setIn = (subscription: string, group: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachineScaleSets/${name}`;
const web = setIn(here, "Web-RG", "web");
const api = setIn(elsewhere, "Shop-RG", "api");

/** The scopes of the roles with so many actions. */
function assignedAt(parameters: Readonly<Record<string, Json>>, fits: (actions: number) => boolean) {
  const { resources } = deployed(parameters);
  const roles = ofType(resources, "Microsoft.Authorization/roleDefinitions")
    .filter(({ body }) => fits(list(at(body, "properties", "permissions", 0, "actions")).length))
    .map(({ name }) => name);
  return ofType(resources, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) =>
      roles.some((name) => text(at(body, "properties", "roleDefinitionId")).endsWith(name)),
    )
    .map(({ scope }) => scope);
}

describe("scaleSetIds", () => {
  it("gives the app its role at each set and at the Network Watchers of its subscription", () => {
    const scopes = assignedAt({ scaleSetIds: [web, api, web] }, (actions) => actions > 6);
    assert.deepEqual(scopes.filter((scope) => !scope.includes("/storageAccounts/")).sort(), [
      `/subscriptions/${here}/resourceGroups/NetworkWatcherRG`,
      web,
      `/subscriptions/${elsewhere}/resourceGroups/NetworkWatcherRG`,
      api,
    ]);
  });

  it("lets the app list the VMs of their resource groups, and only there", () => {
    const scopes = assignedAt({ vmIds: [vms.web01], scaleSetIds: [web] }, (actions) => actions === 1);
    assert.deepEqual(scopes, [`/subscriptions/${here}/resourceGroups/web-rg`]);
    assert.deepEqual(
      assignedAt({ vmIds: [vms.web01] }, (actions) => actions === 1),
      [],
    );
  });

  it("allows their resource groups, unless the scopes are given", () => {
    const scopesOf = (parameters: Readonly<Record<string, Json>>) => {
      const settings = Object.entries(appSettings(deployed(parameters).resources));
      return loadConfig(Object.fromEntries(settings.map(([name, value]) => [name, text(value)])))
        .allowedScopes;
    };
    assert.deepEqual(scopesOf({ scaleSetIds: [web] }), [`/subscriptions/${here}/resourcegroups/web-rg`]);
    assert.deepEqual(scopesOf({ scaleSetIds: [web], allowedScopes: `/subscriptions/${here}` }), [
      `/subscriptions/${here}`,
    ]);
  });
});
