import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  captured,
  commonAlert,
  decideAnywhere,
  expected,
  files,
  reasonOf,
  sample,
  subscription,
  vmId,
} from "../support/alerts/fixtures.ts";

const targets = (...ids: readonly string[]) => commonAlert({ essentials: { alertTargetIDs: ids } });
const scaleSet = vmId("web-ss").replace("virtualMachines", "virtualMachineScaleSets");
const arc = vmId("edge-01").replace("Microsoft.Compute/virtualMachines", "Microsoft.HybridCompute/machines");
const classic = vmId("old").replace("Microsoft.Compute", "Microsoft.ClassicCompute");
const workspace = vmId("la").replace(
  "Microsoft.Compute/virtualMachines",
  "Microsoft.OperationalInsights/workspaces",
);
const elsewhere = vmId("web01", "Prod-Web-RG", "11111111-1111-1111-1111-111111111111");
const dimension = (name: string, value: string) => [{ name, value }];

describe("decide: published samples", () => {
  it("every sample has its expected decision, and none is missing", () => {
    assert.deepEqual([...files].sort(), Object.keys(expected).sort());
  });
  for (const file of files) {
    const { kind, reason, withRealIds } = expected[file] ?? {};
    it(`${file}: ${reason ?? kind ?? "?"}`, () => {
      assert.equal(reasonOf(sample(file)), reason ?? kind);
    });
    if (withRealIds !== undefined)
      it(`${file}: ${withRealIds} once its ids are filled in`, () => {
        const text = JSON.stringify(sample(file)).replaceAll(/(?<=\/subscriptions\/)[^/"]+/g, subscription);
        assert.equal(reasonOf(JSON.parse(text)), withRealIds);
      });
  }
});

describe("decide: targets", () => {
  it("captures each distinct VM once, in the payload's order", () => {
    const { targets: vms, ignoredTargets } = captured(
      targets(vmId("web02"), vmId("WEB01"), vmId("web01").toLowerCase(), `${vmId("web02")}/`),
    );
    assert.deepEqual(
      vms.map(({ name }) => name),
      ["web02", "WEB01"],
    );
    assert.deepEqual(ignoredTargets, []);
  });

  it("lists the targets that are not captured", () => {
    const decision = captured(targets(workspace, vmId("web01"), arc, elsewhere, `${vmId("a")}/../b`), [
      `/subscriptions/${subscription}`,
    ]);
    assert.deepEqual(
      decision.targets.map(({ name }) => name),
      ["web01"],
    );
    assert.deepEqual(
      decision.ignoredTargets.map(({ reason }) => reason),
      ["not-a-vm", "unsupported-target", "not-allowed", "bad-target-id"],
    );
  });

  it("captures the VM in a dimension when the target is a wider scope", () => {
    const body = commonAlert({
      essentials: { alertTargetIDs: [workspace] },
      dimensions: [...dimension("Computer", "web01"), ...dimension("_ResourceId", vmId("WEB01"))],
    });
    assert.equal(captured(body).targets[0]?.id, vmId("WEB01"));
    assert.deepEqual(captured(body).ignoredTargets, []);
  });

  it("prefers the target to a dimension", () => {
    const dimensions = dimension("ResourceId", vmId("web02"));
    assert.deepEqual(
      captured(commonAlert({ dimensions })).targets.map(({ name }) => name),
      ["web01"],
    );
    const bad = commonAlert({ essentials: { alertTargetIDs: [`${vmId("web01")}/x`] }, dimensions });
    assert.equal(reasonOf(bad), "bad-target-id");
  });

  it("decides on the target's type, whatever the metric's namespace", () => {
    const body = JSON.stringify(commonAlert()).replace(
      '"Microsoft.Compute/virtualMachines"',
      '"azure.vm.guest"',
    );
    assert.equal(reasonOf(JSON.parse(body)), "capture");
  });

  it("never reads an id from the rest of the body", () => {
    const body = commonAlert({
      essentials: { alertTargetIDs: [workspace], configurationItems: [vmId("web01")] },
      customProperties: { vm: vmId("web01") },
    });
    assert.equal(reasonOf({ ...body, linkedResourceId: vmId("web01") }), "not-a-vm");
  });

  for (const [id, reason] of [
    [scaleSet, "capture"],
    [`${scaleSet}/virtualMachines/3`, "capture"],
    [arc, "unsupported-target"],
    [classic, "unsupported-target"],
    [workspace, "not-a-vm"],
    [`/subscriptions/${subscription}`, "not-a-vm"],
    [`${vmId("web01")}?api-version=1`, "bad-target-id"],
    [`${vmId("web01")}/extensions/x`, "bad-target-id"],
    [vmId("web01").replace("/virtualMachines/", "%2FvirtualMachines%2F"), "bad-target-id"],
    [vmId("web01", "a..b"), "bad-target-id"],
    [vmId(""), "bad-target-id"],
    [vmId("web01", "rg", "not-a-guid"), "bad-target-id"],
    [`https://management.azure.com${vmId("web01")}`, "bad-target-id"],
    [`${vmId("web01")}\n`, "bad-target-id"],
    [` ${vmId("web01")}`, "bad-target-id"],
    [`${vmId("web01")}/`, "capture"],
  ] as const)
    it(`${reason}: ${JSON.stringify(id.slice(-70))}`, () => {
      assert.equal(reasonOf(targets(id)), reason);
    });
});

describe("decide: order of reasons", () => {
  const restart = { signalType: "Activity Log" };
  const allowed = [`/subscriptions/${subscription}`];
  const decided = (essentials: Readonly<Record<string, unknown>>, dimensions: unknown = []) =>
    reasonOf(commonAlert({ essentials, dimensions }), allowed);

  it("resolved comes before everything else", () => {
    assert.equal(
      decided({ ...restart, monitorCondition: "RESOLVED", alertTargetIDs: [elsewhere] }),
      "resolved",
    );
  });

  it("an activity-log signal that names a VM comes before bad ids and scopes", () => {
    for (const id of [vmId("a"), elsewhere, `${vmId("a")}/x`])
      assert.equal(decided({ ...restart, alertTargetIDs: [id] }), "activity-log");
    for (const monitoringService of [
      "ServiceHealth",
      "Resource Health",
      "resourcehealth",
      "Activity Log - Policy",
    ])
      assert.equal(decided({ monitoringService }), "activity-log");
    assert.equal(decided({ ...restart, alertTargetIDs: [arc] }), "unsupported-target");
  });

  it("a bad id comes before scopes, scopes before kinds, kinds before host names", () => {
    const host = dimension("Computer", "web01");
    assert.equal(decided({ alertTargetIDs: [arc, elsewhere, `${vmId("a")}/x`] }, host), "bad-target-id");
    assert.equal(decided({ alertTargetIDs: [arc, elsewhere] }, host), "not-allowed");
    assert.equal(decided({ alertTargetIDs: [workspace, arc] }, host), "unsupported-target");
    assert.equal(decided({ alertTargetIDs: [workspace] }, host), "host-name-only");
    assert.equal(decided({ alertTargetIDs: [workspace] }), "not-a-vm");
  });

  it("kinds other than VMs keep their reason outside the allowed scopes", () => {
    const foreign = arc.replace(subscription, "11111111-1111-1111-1111-111111111111");
    assert.equal(decided({ alertTargetIDs: [foreign] }), "unsupported-target");
  });
});

describe("decide: allowed scopes", () => {
  const inScopes = (...scopes: readonly string[]) => reasonOf(commonAlert(), scopes);

  it("allows a VM in the subscription or the resource group, in any casing", () => {
    assert.equal(inScopes(`/subscriptions/${subscription.toUpperCase()}`), "capture");
    assert.equal(inScopes(`/SUBSCRIPTIONS/${subscription}/resourcegroups/PROD-web-rg/`), "capture");
  });

  it("compares whole segments", () => {
    assert.equal(inScopes(`/subscriptions/${subscription}/resourceGroups/Prod-Web`), "not-allowed");
    assert.equal(inScopes(`/subscriptions/${subscription.slice(0, -1)}`), "not-allowed");
  });

  it("allows nothing without scopes", () => {
    assert.equal(inScopes(), "not-allowed");
  });
});

describe("decide: wrapped and incomplete bodies", () => {
  it("unwraps a body from the test sender", () => {
    const { schemaId, data } = commonAlert();
    assert.equal(reasonOf({ schemaId, data: { data } }), "capture");
    assert.equal(reasonOf({ schemaId: "Microsoft.Insights/LogAlert", data: { schemaId, data } }), "capture");
    assert.equal(reasonOf({ schemaId: "Microsoft.Insights/LogAlert", data }), "capture");
  });

  it("states what was expected and which field is wrong", () => {
    const details = [
      [[], /The body is an array/],
      [null, /The body is null/],
      ["text", /The body is a string/],
      [{ schemaId: "azuremonitorcommonalertschema", data: {} }, /object at data\.essentials; it is missing/],
      [
        { schemaId: "AzureMonitorMetricAlert", data: { context: [] } },
        /object at data\.context; it is an array/,
      ],
      [{ schemaId: "Microsoft.Insights/activityLogs" }, /data\.context\.activityLog; it is missing/],
      [{ schemaId: "Microsoft.Insights/LogAlert", data: 1 }, /object at data; it is a number/],
      [{ schemaId: "Another", data: {} }, /schemaId "Another" is not one of them/],
      [{ text: "18 records" }, /no schemaId/],
    ] as const;
    for (const [body, detail] of details) {
      const decision = decideAnywhere(body);
      assert.equal(decision.kind, "invalid");
      assert.match(decision.detail, detail);
    }
  });
});
