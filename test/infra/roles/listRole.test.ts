import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../../src/config.ts";
import { at, list, text, type Json } from "../../support/template/json.ts";
import { appSettings, deployed, elsewhere, here, ofType, one, vms } from "../../support/template/template.ts";

const home = `/subscriptions/${here}`;
const other = `/subscriptions/${elsewhere}`;
const vmIds = Object.values(vms);
const withLookUp = (parameters: Readonly<Record<string, Json>> = {}) =>
  deployed({ resolveHostNames: true, ...parameters }).resources;

const rolesIn = (resources: ReturnType<typeof withLookUp>) =>
  ofType(resources, "Microsoft.Authorization/roleDefinitions");
/** The role that lists VMs. */
const listRoleIn = (resources: ReturnType<typeof withLookUp>) => {
  const found = rolesIn(resources).filter(
    ({ body }) => list(at(body, "properties", "permissions", 0, "actions")).length === 1,
  );
  return one(found, "Microsoft.Authorization/roleDefinitions");
};

/** Where the role is assigned. */
function listedAt(parameters: Readonly<Record<string, Json>>): readonly string[] {
  const resources = withLookUp(parameters);
  const { name } = listRoleIn(resources);
  return ofType(resources, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) => text(at(body, "properties", "roleDefinitionId")).endsWith(name))
    .map(({ scope }) => scope.toLowerCase());
}

describe("resolveHostNames", () => {
  it("is off unless it is set: no role that lists, and a setting that says so", () => {
    const { resources } = deployed({ vmIds });
    const lists = rolesIn(resources).filter(
      ({ body }) => list(at(body, "properties", "permissions", 0, "actions")).length === 1,
    );
    assert.deepEqual(lists, []);
    assert.equal(appSettings(resources).RESOLVE_HOST_NAMES, "false");
  });

  it("gives the app a role that only lists VMs", () => {
    const role = listRoleIn(withLookUp({ vmIds }));
    assert.deepEqual(at(role.body, "properties", "permissions"), [
      {
        actions: ["Microsoft.Compute/virtualMachines/read"],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ]);
    assert.deepEqual(at(role.body, "properties", "assignableScopes"), [home, other]);
  });

  for (const [what, parameters, scopes] of [
    ["the resource groups of the VMs", { vmIds }, ["prod-web-rg", "data-rg"]],
    ["the subscription, where no VM is given", {}, [home]],
    [
      "the scopes that are allowed, of either kind",
      {
        vmIds,
        allowedScopes: ` ${other}, ${home}/resourceGroups/Ops,`,
      },
      [other, "ops"],
    ],
  ] as const)
    it(`assigns it at ${what}`, () => {
      const found = listedAt(parameters);
      assert.equal(found.length, scopes.length);
      for (const scope of scopes)
        assert.ok(
          found.some((one) => one.endsWith(scope)),
          scope,
        );
    });

  it("makes a setting that the app accepts, with the same scopes", () => {
    const settings = Object.entries(appSettings(withLookUp({ vmIds })));
    const config = loadConfig(Object.fromEntries(settings.map(([name, value]) => [name, text(value)])));
    assert.deepEqual(config.hostNameScopes, config.allowedScopes);
    assert.deepEqual([...config.hostNameScopes].sort(), [...listedAt({ vmIds })].sort());
  });
});
