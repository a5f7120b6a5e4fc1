import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { at, list, object, text } from "../../support/template/json.ts";
import { deployed, elsewhere, everything, here, ofType, vms } from "../../support/template/template.ts";

const resources = everything();
const [role] = ofType(resources, "Microsoft.Authorization/roleDefinitions").filter(({ body }) =>
  text(at(body, "properties", "roleName")).startsWith("Capture on alert ("),
);
assert.ok(role !== undefined);
const actions = list(at(role.body, "properties", "permissions", 0, "actions")).map(text);
const linked = async () => list(JSON.parse(await readFile("infra/linkedActions.json", "utf8"))).map(object);

/** Ids of what the custom role is assigned at. */
const assignedAt = (all: typeof resources) =>
  ofType(all, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) => text(at(body, "properties", "roleDefinitionId")).endsWith(role.name))
    .map(({ scope }) => scope);

/** Every action that a doc comment of src/azure states, but for those about networks, which have a role. */
async function calledActions(): Promise<readonly string[]> {
  const files = globSync("src/azure/**/*.ts").filter((file) => !/\bazure.network\b/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const stated = texts.flatMap((source) =>
    [...source.matchAll(/Action:[\s*]+(Microsoft\.[\w/]+\w)/g)].map(([, name]) => name ?? ""),
  );
  // `…/packetCaptures/…` stands for those of its methods.
  const packetCaptures = ["read", "write", "delete", "stop/action", "queryStatus/action"];
  return [
    ...new Set(stated),
    ...packetCaptures.map((name) => `Microsoft.Network/networkWatchers/packetCaptures/${name}`),
  ];
}

describe("the custom role", () => {
  it("has the actions that the app calls and those listed as linked, each once and no other", async () => {
    const wanted = [...(await calledActions()), ...(await linked()).map(({ action }) => text(action))];
    assert.deepEqual([...actions].sort(), wanted.sort());
    assert.equal(new Set(actions).size, actions.length);
  });

  it("has no wildcard, and no access to data", () => {
    assert.ok(
      actions.every((action) => /^Microsoft\.\w+\/[\w/]+\/(?:read|write|delete|action)$/.test(action)),
    );
    const { notActions, dataActions, notDataActions } = object(at(role.body, "properties", "permissions", 0));
    assert.deepEqual([notActions, dataActions, notDataActions], [[], [], []]);
  });

  it("has a reason and a source for each linked action", async () => {
    for (const { action, why, source } of await linked()) {
      assert.match(text(action), /^Microsoft\./);
      assert.match(text(why), /^.{20,200}\.$/);
      assert.match(text(source), /^https:\/\/learn\.microsoft\.com\/\S+$/);
    }
  });

  it("is assigned at each VM, at the Network Watchers' resource groups and at the capture storage account", () => {
    const account = ofType(resources, "Microsoft.Storage/storageAccounts").find(({ name }) =>
      name.startsWith("cap"),
    );
    assert.deepEqual(
      assignedAt(resources).sort(),
      [
        ...Object.values(vms),
        `/subscriptions/${here}/resourceGroups/NetworkWatcherRG`,
        `/subscriptions/${elsewhere}/resourceGroups/NetworkWatcherRG`,
        account?.id ?? "",
      ].sort(),
    );
  });

  it("is assigned where the Network Watchers are, when they are elsewhere", () => {
    const group = `/subscriptions/${here}/resourceGroups/watchers`;
    const scopes = assignedAt(
      deployed({ vmIds: [vms.db01], networkWatcherResourceGroupIds: [group] }).resources,
    );
    assert.deepEqual(
      scopes.filter((scope) => !scope.includes("/providers/")),
      [group],
    );
  });

  it("can be assigned in the subscriptions of the app and of the VMs", () => {
    assert.deepEqual(at(role.body, "properties", "assignableScopes"), [
      `/subscriptions/${here}`,
      `/subscriptions/${elsewhere}`,
    ]);
  });

  it("is assigned only to the app's identity, and every role under a deterministic name", () => {
    const assignments = ofType(resources, "Microsoft.Authorization/roleAssignments");
    for (const { body } of assignments.filter((one) =>
      text(at(one.body, "properties", "roleDefinitionId")).endsWith(role.name),
    ))
      assert.match(text(at(body, "properties", "principalId")), /^principal-of-capture-\w+-id$/);
    const names = assignments.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(
      ofType(everything(), "Microsoft.Authorization/roleAssignments").map(({ name }) => name),
      names,
    );
  });
});
