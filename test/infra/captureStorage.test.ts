import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, list, text } from "../support/template/json.ts";
import { deployed, ofType, one } from "../support/template/template.ts";

const accountType = "Microsoft.Storage/storageAccounts";
const accounts = (parameters = {}) => {
  const found = ofType(deployed(parameters).resources, accountType);
  const named = (start: string) => found.filter(({ name }) => name.startsWith(start));
  const [[app, ...noApp], [capture, ...noCapture]] = [named("app"), named("cap")];
  assert.ok(app && capture && noApp.length + noCapture.length === 0);
  return { app, capture };
};

describe("the storage accounts", () => {
  it("accept only HTTPS with TLS 1.2 or later, and allow no public access", () => {
    for (const { body } of Object.values(accounts())) {
      assert.equal(at(body, "properties", "supportsHttpsTrafficOnly"), true);
      assert.equal(at(body, "properties", "minimumTlsVersion"), "TLS1_2");
      assert.equal(at(body, "properties", "allowBlobPublicAccess"), false);
    }
    const container = one(deployed().resources, `${accountType}/blobServices/containers`);
    assert.equal(at(container.body, "properties", "publicAccess"), "None");
  });

  it("of the app refuses keys; that of the captures accepts them, because packet capture writes with SAS", () => {
    const { app, capture } = accounts();
    assert.equal(at(app.body, "properties", "allowSharedKeyAccess"), false);
    assert.equal(at(capture.body, "properties", "allowSharedKeyAccess"), true);
    assert.match(text(at(capture.body, "sku", "name")), /^Standard_/);
  });

  it("of the captures closes its firewall to all but the given subnets and trusted services, if any are given", () => {
    const open = accounts().capture.body;
    assert.equal(at(open, "properties", "networkAcls", "defaultAction"), "Allow");
    const subnet =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/vms";
    const closed = at(accounts({ captureSubnetIds: [subnet] }).capture.body, "properties", "networkAcls");
    assert.deepEqual(closed, {
      defaultAction: "Deny",
      bypass: "AzureServices",
      virtualNetworkRules: [{ id: subnet, action: "Allow" }],
      ipRules: [],
    });
  });

  it("of the captures deletes the files of packet captures, and no others, after the given days", () => {
    const policy = one(deployed({ captureRetentionDays: 9 }).resources, `${accountType}/managementPolicies`);
    assert.ok(policy.name.startsWith("cap"));
    const definition = at(policy.body, "properties", "policy", "rules", 0, "definition");
    assert.deepEqual(at(definition, "filters", "prefixMatch"), ["network-watcher-logs/"]);
    assert.deepEqual(at(definition, "actions"), {
      baseBlob: { delete: { daysAfterModificationGreaterThan: 9 } },
      version: { delete: { daysAfterCreationGreaterThan: 9 } },
      snapshot: { delete: { daysAfterCreationGreaterThan: 9 } },
    });
  });

  it("of the captures deletes previous versions earlier, where that is wanted for the files of rings", () => {
    const parameters = { captureRetentionDays: 9, captureVersionRetentionDays: 1 };
    const policy = one(deployed(parameters).resources, `${accountType}/managementPolicies`);
    const actions = at(policy.body, "properties", "policy", "rules", 0, "definition", "actions");
    assert.deepEqual(
      [at(actions, "baseBlob", "delete"), at(actions, "version", "delete")],
      [{ daysAfterModificationGreaterThan: 9 }, { daysAfterCreationGreaterThan: 1 }],
    );
  });

  it("log who reads, writes and deletes, each unless that is disabled", () => {
    const type = "Microsoft.Insights/diagnosticSettings";
    const scopes = (parameters = {}) =>
      ofType(deployed(parameters).resources, type).map(({ scope }) => scope);
    const [app = "", capture = "", ...more] = scopes().sort();
    assert.deepEqual(more, []);
    assert.match(app, /\/storageAccounts\/app\w+\/blobServices\/default$/);
    assert.match(capture, /\/storageAccounts\/cap\w+\/blobServices\/default$/);
    assert.deepEqual(scopes({ auditCaptureFiles: false }), [app]);
    assert.deepEqual(scopes({ auditAppStorage: false }), [capture]);
    for (const { body } of ofType(deployed().resources, type))
      assert.deepEqual(
        list(at(body, "properties", "logs")).map((log) => at(log, "category")),
        ["StorageRead", "StorageWrite", "StorageDelete"],
      );
  });
});
