import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/settings/configError.ts";
import { at, list, object, text, type Json } from "../support/template/json.ts";
import {
  appSettings,
  deployed,
  elsewhere,
  here,
  ofType,
  template,
  vms,
} from "../support/template/template.ts";

const home = `/subscriptions/${here}`;
const vmIds = [vms.web01];
const group = `/subscriptions/${elsewhere}/resourceGroups/Shop`;
const vmIn = (resourceGroup: string) =>
  `${home}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/virtualMachines/APP01`;

const resourcesOf = (parameters: Readonly<Record<string, Json>>) => deployed(parameters).resources;
const configOf = (parameters: Readonly<Record<string, Json>>) => {
  const settings = Object.entries(appSettings(resourcesOf(parameters)));
  return loadConfig(Object.fromEntries(settings.map(([name, value]) => [name, text(value)])));
};

/** Scopes at which the custom role with these many actions is assigned. */
function assignedAt(parameters: Readonly<Record<string, Json>>, fits: (actions: number) => boolean) {
  const resources = resourcesOf(parameters);
  const roles = ofType(resources, "Microsoft.Authorization/roleDefinitions")
    .filter(({ body }) => fits(list(at(body, "properties", "permissions", 0, "actions")).length))
    .map(({ name }) => name);
  return ofType(resources, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) =>
      roles.some((name) => text(at(body, "properties", "roleDefinitionId")).endsWith(name)),
    )
    .map(({ scope }) => scope.toLowerCase())
    .sort();
}
const capturedAt = (parameters: Readonly<Record<string, Json>>) =>
  assignedAt(parameters, (actions) => actions > 6).filter((scope) => !scope.includes("/storageaccounts/"));
const listedAt = (parameters: Readonly<Record<string, Json>>) =>
  assignedAt(parameters, (actions) => actions === 1);
const lower = (...ids: readonly string[]) => ids.map((id) => id.toLowerCase()).sort();

describe("armedVms", () => {
  it("is off unless it is set: no setting, and no role beyond those of captures", () => {
    const names = Object.keys(appSettings(resourcesOf({ vmIds })));
    assert.deepEqual(
      names.filter((name) => name.startsWith("ARMED_")),
      [],
    );
    assert.deepEqual(listedAt({ vmIds }), []);
    assert.deepEqual(configOf({ vmIds }).armed, []);
  });

  it("makes settings that the app accepts, with the app's own defaults", () => {
    const armed = configOf({ vmIds, armedVms: vmIds });
    assert.deepEqual(armed.armed, [{ kind: "vm", id: vms.web01 }]);
    assert.deepEqual(armed.ring, configOf({ vmIds }).ring);
    const limits = { armedFileCount: 3, armedFileBytes: 2048, armedSessionSeconds: 61 };
    assert.deepEqual(configOf({ vmIds, armedVms: vmIds, ...limits, armedBytesPerPacket: 0 }).ring, {
      fileCount: 3,
      fileBytes: 2048,
      sessionSeconds: 61,
      bytesPerPacket: 0,
    });
  });

  it("gives the app its role at a VM that only it names, and at that subscription's Network Watchers", () => {
    const db = { vmIds, armedVms: [vms.db01] };
    assert.deepEqual(
      capturedAt(db),
      lower(
        ...[vms.web01, vms.db01, `${home}/resourceGroups/NetworkWatcherRG`],
        `/subscriptions/${elsewhere}/resourceGroups/NetworkWatcherRG`,
      ),
    );
    assert.deepEqual(listedAt(db), []);
    assert.equal(
      ofType(resourcesOf({ ...db, connectAlerts: true }), "Microsoft.Insights/metricAlerts").length,
      1,
    );
  });

  it("assigns no role twice, however an id is written", () => {
    const again = capturedAt({ vmIds, armedVms: [vms.web01.toUpperCase(), vms.web01] });
    assert.deepEqual(again, capturedAt({ vmIds }));
    assert.deepEqual(listedAt({ vmIds, armedVms: [group, group.toUpperCase(), "tag:ring=on"] }).length, 2);
  });

  it("allows the resource groups of what it names, beside those of the VMs with an alert rule", () => {
    const config = configOf({ vmIds, armedVms: [vmIn("apps"), group] });
    assert.deepEqual(
      config.allowedScopes === "*" ? [] : [...config.allowedScopes].sort(),
      lower(`${home}/resourceGroups/prod-web-rg`, `${home}/resourceGroups/apps`, group),
    );
    assert.deepEqual(
      configOf({ armedVms: [vmIn("apps")] }).allowedScopes,
      configOf({}).allowedScopes,
      "without VMs the whole subscription is allowed",
    );
  });

  it("lists the VMs of a resource group, and with a tag those of the allowed scopes", () => {
    assert.deepEqual(listedAt({ vmIds, armedVms: [group] }), lower(group));
    const tagged = { vmIds, armedVms: ["tag:ring=on"] };
    assert.deepEqual(listedAt(tagged), lower(`${home}/resourceGroups/prod-web-rg`));
    assert.deepEqual(configOf(tagged).armed, [{ kind: "tag", name: "ring", value: "on" }]);
    assert.deepEqual(listedAt({ ...tagged, allowedScopes: `${home},${group}` }), lower(home, group));
  });

  it("is rejected by Azure where the app would reject it", () => {
    const declared = object(template.parameters);
    for (const name of ["armedFileCount", "armedFileBytes", "armedSessionSeconds", "armedBytesPerPacket"]) {
      const { minValue, maxValue } = object(declared[name]);
      const read = (value: number) => () => configOf({ vmIds, armedVms: vmIds, [name]: value });
      assert.doesNotThrow(read(Number(minValue)), name);
      assert.doesNotThrow(read(Number(maxValue)), name);
      assert.throws(read(Number(minValue) - 1), ConfigError, name);
      assert.throws(read(Number(maxValue) + 1), ConfigError, name);
    }
    const many = Array.from({ length: Number(object(declared.armedVms).maxLength) }, (_, n) => `tag:a=${n}`);
    assert.doesNotThrow(() => configOf({ vmIds, armedVms: many }));
    assert.throws(() => configOf({ vmIds, armedVms: [...many, "tag:a=more"] }), ConfigError);
  });
});
