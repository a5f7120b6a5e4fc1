import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { loadConfig } from "../../../src/config.ts";
import { at, text } from "../../support/template/json.ts";
import { appSettings, deployed, here, ofType } from "../../support/template/template.ts";

const withRecords = () => deployed({ evidenceRecord: "blob" }).resources;
type Resources = ReturnType<typeof withRecords>;

const dataActionsOf = (body: Resources[number]["body"]) =>
  at(body, "properties", "permissions", 0, "dataActions");
/** Roles with access to data that the template defines. */
const dataRoles = (resources: Resources) =>
  ofType(resources, "Microsoft.Authorization/roleDefinitions").filter(
    ({ body }) => JSON.stringify(dataActionsOf(body)) !== "[]",
  );
const containers = (resources: Resources) =>
  ofType(resources, "Microsoft.Storage/storageAccounts/blobServices/containers").filter(({ name }) =>
    name.endsWith("/network-watcher-logs"),
  );

describe("the role with which the app writes evidence records", () => {
  it("has the data action that the code states, and no other right", async () => {
    const source = await readFile("src/azure/files/evidenceFiles.ts", "utf8");
    const [, stated = ""] = /Data action:[\s*]+(Microsoft\.Storage\/[\w/]+\w)/.exec(source) ?? [];
    const [role, ...more] = dataRoles(withRecords());
    assert.deepEqual(more, []);
    assert.deepEqual(at(role?.body ?? {}, "properties", "permissions"), [
      { actions: [], notActions: [], dataActions: [stated], notDataActions: [] },
    ]);
    assert.deepEqual(at(role?.body ?? {}, "properties", "assignableScopes"), [`/subscriptions/${here}`]);
  });

  it("is the one that the hint to a refused write names", async () => {
    const source = await readFile("src/activities/evidence/writeEvidence.ts", "utf8");
    const [role] = dataRoles(withRecords());
    const [action] = dataActionsOf(role?.body ?? {}) as readonly string[];
    assert.ok(action !== undefined && source.includes(`needs ${action} at the container`));
  });

  it("is assigned to the app's identity alone, at the container of capture files, which is made for it", () => {
    const resources = withRecords();
    const [role] = dataRoles(resources);
    const [one, ...more] = ofType(resources, "Microsoft.Authorization/roleAssignments").filter(({ body }) =>
      text(at(body, "properties", "roleDefinitionId")).endsWith(role?.name ?? "none"),
    );
    assert.deepEqual(more, []);
    assert.match(
      one?.scope ?? "",
      /\/storageAccounts\/cap\w+\/blobServices\/default\/containers\/network-watcher-logs$/,
    );
    assert.match(text(at(one?.body ?? {}, "properties", "principalId")), /^principal-of-capture-\w+-id$/);
    assert.equal(containers(resources).length, 1);
  });

  it("is neither made nor assigned unless records are written; the app is told the same", () => {
    const { resources } = deployed();
    assert.deepEqual([dataRoles(resources), containers(resources)], [[], []]);
    assert.equal(appSettings(resources).EVIDENCE_RECORD, "api");
    const settings = appSettings(withRecords());
    assert.equal(settings.EVIDENCE_RECORD, "blob");
    const environment = Object.entries(settings).map(([name, value]) => [name, text(value)]);
    assert.equal(loadConfig(Object.fromEntries(environment) as NodeJS.ProcessEnv).writesEvidence, true);
  });
});
