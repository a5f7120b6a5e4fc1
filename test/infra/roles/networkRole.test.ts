import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { actionOf } from "../../../src/captures/network/networkQuestion.ts";
import { at, list, text } from "../../support/template/json.ts";
import {
  appSettings,
  deployed,
  elsewhere,
  everything,
  here,
  ofType,
} from "../../support/template/template.ts";

type Resources = ReturnType<typeof everything>;

const rolesOf = (resources: Resources) =>
  ofType(resources, "Microsoft.Authorization/roleDefinitions").filter(({ body }) =>
    text(at(body, "properties", "roleName")).startsWith("Capture on alert, ask about networks"),
  );

const scopesOf = (resources: Resources) => {
  const [role] = rolesOf(resources);
  return ofType(resources, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) => text(at(body, "properties", "roleDefinitionId")).endsWith(role?.name ?? "none"))
    .map(({ scope }) => scope.toLowerCase());
};

/** The actions that the doc comments of src/azure/network state. */
const stated = (): readonly string[] => [
  ...new Set(
    globSync("src/azure/network/*.ts").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/Action:[\s*]+(Microsoft\.[\w/]+\w)/g)].map(
        ([, one = ""]) => one,
      ),
    ),
  ),
];

describe("the role that asks about networks", () => {
  it("has the actions that the app calls there, and no other", () => {
    const [role, ...more] = rolesOf(everything());
    assert.deepEqual(more, []);
    const actions = list(at(role?.body ?? {}, "properties", "permissions", 0, "actions")).map(text);
    // Later answers are read with the role that captures.
    const called = stated().filter(
      (action) => action !== "Microsoft.Network/locations/operationResults/read",
    );
    assert.deepEqual([...actions].sort(), [...called].sort());
    assert.equal(actions.length, 6);
  });

  it("has each action that a question needs, as its remark names it", () => {
    for (const action of Object.values(actionOf)) assert.ok(stated().includes(action), action);
  });

  it("is assigned at the VMs' resource groups and those of the Network Watchers", () => {
    const group = (subscription: string, name: string) =>
      `/subscriptions/${subscription}/resourcegroups/${name}`;
    assert.deepEqual(
      scopesOf(everything()).sort(),
      [
        group(here, "prod-web-rg"),
        group(elsewhere, "data-rg"),
        group(here, "networkwatcherrg"),
        group(elsewhere, "networkwatcherrg"),
      ].sort(),
    );
  });

  it("is neither made nor assigned where the app does not ask; the app is told the same", () => {
    const { resources } = deployed({ reportNetworkContext: false });
    assert.deepEqual([rolesOf(resources), scopesOf(resources)], [[], []]);
    assert.equal(appSettings(resources).REPORT_NETWORK_CONTEXT, "false");
  });
});
