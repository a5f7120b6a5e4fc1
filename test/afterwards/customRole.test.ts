import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { actionsOfRoles, compareActions } from "./customRole.ts";

const role = (...actions: string[]) => ({
  type: "Microsoft.Authorization/roleDefinitions",
  properties: { permissions: [{ actions, notActions: [] }] },
});
const deployment = (resources: unknown) => ({
  type: "Microsoft.Resources/deployments",
  properties: { template: { resources } },
});

describe("actionsOfRoles", () => {
  it("finds them in nested modules, in lists of resources and in named resources", () => {
    const resources = {
      app: { type: "Microsoft.Web/sites" },
      roles: deployment([role("a/read")]),
      own: role("b/read"),
    };
    assert.deepEqual(actionsOfRoles({ resources }), ["a/read", "b/read"]);
  });

  it("refuses a template without a custom role, and actions that are an expression", () => {
    assert.throws(() => actionsOfRoles({ resources: [] }), /no custom role/);
    const hidden = { ...role(), properties: { permissions: [{ actions: "[variables('actions')]" }] } };
    assert.throws(() => actionsOfRoles({ resources: [hidden] }), /variables\('actions'\)/);
  });
});

describe("compareActions", () => {
  it("lists unneeded and missing actions, in any letter case", () => {
    const difference = compareActions(["A/read", "B/write"], ["a/READ", "c/delete", "C/delete"]);
    assert.deepEqual(difference, { notNeeded: ["B/write"], missing: ["C/delete"] });
  });
});
