import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, object, type Json } from "../../support/template/json.ts";
import { deployed, ofType, one } from "../../support/template/template.ts";

const storage = "Microsoft.Storage/storageAccounts";
const blobs = (parameters: Readonly<Record<string, Json>> = {}) =>
  object(
    ofType(deployed(parameters).resources, `${storage}/blobServices`).find(({ name }) =>
      name.startsWith("app"),
    )?.body.properties,
  );

describe("the app's own storage", () => {
  it("can restore a deleted blob and a deleted container", () => {
    assert.deepEqual(blobs(), {
      deleteRetentionPolicy: { enabled: true, days: 7 },
      containerDeleteRetentionPolicy: { enabled: true, days: 7 },
    });
    assert.equal(at(blobs({ appSoftDeleteDays: 30 }), "deleteRetentionPolicy", "days"), 30);
    assert.deepEqual(blobs({ appSoftDeleteDays: 0 }), {
      deleteRetentionPolicy: { enabled: false },
      containerDeleteRetentionPolicy: { enabled: false },
    });
  });

  it("logs every access to blobs in the workspace of the deployment", () => {
    const { resources } = deployed();
    const workspace = one(resources, "Microsoft.OperationalInsights/workspaces");
    const logs = ofType(resources, "Microsoft.Insights/diagnosticSettings");
    const scopes = logs.map(
      ({ scope }) => /storageAccounts\/([a-z]{3})\w+\/blobServices\/default$/.exec(scope)?.[1],
    );
    assert.deepEqual(scopes.sort(), ["app", "cap"]);
    for (const { body } of logs) assert.equal(at(body, "properties", "workspaceId"), workspace.id);
  });
});
