import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, object, text, type Json } from "../../support/template/json.ts";
import { deployed, ofType } from "../../support/template/template.ts";
import type { Deployed } from "../../support/template/deploy.ts";

const storage = "Microsoft.Storage/storageAccounts";
const find = (parameters: Readonly<Record<string, Json>>, type: string): readonly Deployed[] =>
  ofType(deployed(parameters).resources, type).filter(({ id }) => id.includes("storageAccounts/cap"));
const account = (parameters: Readonly<Record<string, Json>> = {}) => find(parameters, storage)[0]?.body;
const blobs = (parameters: Readonly<Record<string, Json>> = {}) =>
  object(find(parameters, `${storage}/blobServices`)[0]?.body.properties);
const policies = (parameters: Readonly<Record<string, Json>> = {}) =>
  find(parameters, `${storage}/blobServices/containers/immutabilityPolicies`);

describe("the capture files", () => {
  it("keep versions, and can be restored with their container, for as long as is set", () => {
    assert.deepEqual(blobs(), {
      isVersioningEnabled: true,
      deleteRetentionPolicy: { enabled: true, days: 7 },
      containerDeleteRetentionPolicy: { enabled: true, days: 7 },
    });
    const off = { captureVersioning: false, captureSoftDeleteDays: 0, captureContainerSoftDeleteDays: 0 };
    assert.deepEqual(blobs(off), {
      isVersioningEnabled: false,
      deleteRetentionPolicy: { enabled: false },
      containerDeleteRetentionPolicy: { enabled: false },
    });
    assert.equal(
      at(blobs({ captureContainerSoftDeleteDays: 90 }), "containerDeleteRetentionPolicy", "days"),
      90,
    );
  });

  it("outlive the retention in no form: versions and snapshots are deleted at the same age", () => {
    const [policy] = find({ captureRetentionDays: 12 }, `${storage}/managementPolicies`);
    const actions = object(at(policy?.body, "properties", "policy", "rules", 0, "definition", "actions"));
    assert.deepEqual(
      Object.entries(actions).map(([kind, action]) => [kind, ...Object.values(object(at(action, "delete")))]),
      [
        ["baseBlob", 12],
        ["version", 12],
        ["snapshot", 12],
      ],
    );
  });

  it("can be made immutable in the container that packet capture writes to; a file can still be added to", () => {
    assert.deepEqual(policies(), []);
    const [policy, ...more] = policies({ captureImmutabilityDays: 20 });
    assert.deepEqual(more, []);
    assert.match(policy?.name ?? "", /^cap\w+\/default\/network-watcher-logs\/default$/);
    assert.deepEqual(policy?.body.properties, {
      immutabilityPeriodSinceCreationInDays: 20,
      allowProtectedAppendWritesAll: true,
    });
    const [container] = find({ captureImmutabilityDays: 20 }, `${storage}/blobServices/containers`);
    assert.equal(at(container?.body, "properties", "publicAccess"), "None");
  });

  it("are written with a SAS token that is logged, never refused, when it is valid for too long", () => {
    assert.deepEqual(at(account(), "properties", "sasPolicy"), {
      expirationAction: "Log",
      sasExpirationPeriod: "1.00:00:00",
    });
    const hours = account({ captureSasExpirationPeriod: "0.06:00:00" });
    assert.equal(at(hours, "properties", "sasPolicy", "sasExpirationPeriod"), "0.06:00:00");
  });

  it("are behind a firewall only once the VMs' subnets are known: addresses alone would lose every capture", () => {
    const ranges = ["203.0.113.0/24", "198.51.100.7"];
    const acls = (parameters: Readonly<Record<string, Json>>) =>
      object(at(account(parameters), "properties", "networkAcls"));
    assert.equal(acls({ captureIpRanges: ranges }).defaultAction, "Allow");
    const subnet =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/vms";
    const closed = acls({ captureIpRanges: ranges, captureSubnetIds: [subnet] });
    assert.equal(closed.defaultAction, "Deny");
    assert.equal(closed.bypass, "AzureServices");
    assert.deepEqual(
      closed.ipRules,
      ranges.map((value) => ({ value, action: "Allow" })),
    );
  });

  it("leave no trace of these settings in the app's own account, whose keys are refused", () => {
    const app = ofType(deployed({ captureImmutabilityDays: 5 }).resources, storage).find(({ name }) =>
      name.startsWith("app"),
    );
    assert.equal(at(app?.body, "properties", "allowSharedKeyAccess"), false);
    assert.ok(!("sasPolicy" in object(app?.body.properties)));
    assert.ok(text(app?.name).startsWith("app"));
  });
});
