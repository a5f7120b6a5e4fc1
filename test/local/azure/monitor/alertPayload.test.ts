import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alertPayload, type AlertOptions } from "../../../../local/azure/monitor/alertPayload.ts";

const subscription = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const vm = `${subscription}/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute/virtualMachines/WEB01`;
const id = "0b7a2f7e-6c0d-4d39-9d6d-3f1f0d5a1000";
const fired: AlertOptions = { vm, schema: "common", condition: "Fired", at: 1_795_000_000_123, id };

interface Common {
  readonly schemaId: string;
  readonly data: {
    readonly essentials: Record<string, unknown>;
    readonly alertContext: { readonly condition: { readonly allOf: readonly Record<string, unknown>[] } };
  };
}
interface Legacy {
  readonly schemaId: string;
  readonly data: { readonly status: string; readonly context: Record<string, unknown> };
}
const common = (options: Partial<AlertOptions> = {}) => alertPayload({ ...fired, ...options }) as Common;
const legacy = (options: Partial<AlertOptions> = {}) =>
  alertPayload({ ...fired, schema: "legacy", ...options }) as Legacy;

describe("alertPayload", () => {
  it("names the target in lower case in the common schema, as Azure does", () => {
    const { schemaId, data } = common();
    assert.equal(schemaId, "azureMonitorCommonAlertSchema");
    assert.deepEqual(data.essentials.alertTargetIDs, [vm.toLowerCase()]);
    assert.equal(
      data.essentials.alertId,
      `${subscription}/providers/Microsoft.AlertsManagement/alerts/${id}`,
    );
    assert.equal(data.essentials.monitorCondition, "Fired");
    assert.equal("resolvedDateTime" in data.essentials, false);
    assert.equal(data.alertContext.condition.allOf[0]?.metricName, "Network Out Total");
  });

  it("of a resolved alert has the time of its end twice, as a live one was seen to", () => {
    const { essentials } = common({ condition: "Resolved", firedAt: fired.at - 540_000 }).data;
    const time = (name: string) => Date.parse(String(essentials[name]));
    assert.equal(essentials.monitorCondition, "Resolved");
    assert.equal(time("firedDateTime"), fired.at);
    assert.equal(time("resolvedDateTime"), fired.at);
  });

  it("writes times to 100 ns", () => {
    assert.match(
      String(common().data.essentials.firedDateTime),
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.123\d{4}Z$/,
    );
  });

  it("gives every firing of a rule the same origin and every alert its own id", () => {
    const other = common({ id: "0b7a2f7e-6c0d-4d39-9d6d-3f1f0d5a1001", at: fired.at + 1 }).data.essentials;
    assert.equal(other.originAlertId, common().data.essentials.originAlertId);
    assert.notEqual(other.alertId, common().data.essentials.alertId);
  });

  it("keeps the VM's casing in the legacy schema, with the states Activated and Deactivated", () => {
    const { schemaId, data } = legacy();
    assert.equal(schemaId, "AzureMonitorMetricAlert");
    assert.equal(data.context.resourceId, vm);
    assert.equal(data.context.resourceName, "WEB01");
    assert.equal(data.status, "Activated");
    assert.equal(legacy({ condition: "Resolved" }).data.status, "Deactivated");
  });

  it("carries the rule's name", () => {
    assert.equal(common({ rule: "burst" }).data.essentials.alertRule, "burst");
    assert.equal(legacy({ rule: "burst" }).data.context.name, "burst");
  });

  it("rejects an id that is not a VM's", () => {
    assert.throws(() => common({ vm: `${vm}/extensions/x` }), RangeError);
  });
});
