import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captured, commonAlert, reasonOf, subscription, vmId } from "../../support/alerts/fixtures.ts";

const targets = (...ids: readonly string[]) => commonAlert({ essentials: { alertTargetIDs: ids } });
const scaleSet = vmId("web-ss").replace("virtualMachines", "virtualMachineScaleSets");

describe("decide: resource groups with letters of any script", () => {
  it("captures in them, in any casing, and once for an id that is also percent-encoded", () => {
    const id = vmId("WEB01", "FORMACIÓN");
    const allowed = [`/subscriptions/${subscription}/resourceGroups/formación`];
    const encoded = encodeURI(id);
    const { targets: vms } = captured(targets(id, id.toLowerCase(), encoded), allowed);
    assert.deepEqual(
      vms.map(({ id: found }) => found),
      [id],
    );
    assert.equal(captured(targets(encoded), allowed).targets[0]?.id, id);
    const occurrence = (target: string) => captured(targets(target)).alert.occurrence;
    assert.equal(occurrence(encoded.toLowerCase()), occurrence(id));
  });

  it("keeps an alert's id that has such a group", () => {
    const alertId = `${vmId("web01", "formación")}/providers/Microsoft.AlertsManagement/alerts/a`;
    assert.equal(captured(commonAlert({ essentials: { alertId } })).alert.alertId, alertId);
  });
});

describe("decide: the VM that only labels, dimensions or rows name", () => {
  const amw = vmId("amw").replace("Microsoft.Compute/virtualMachines", "microsoft.monitor/accounts");
  const cluster = vmId("aks").replace("Compute/virtualMachines", "ContainerService/managedClusters");
  const withContext = (alertContext: unknown) => {
    const body = targets(amw);
    return { ...body, data: { ...body.data, alertContext } };
  };
  const withLabels = (labels: unknown) => withContext({ expression: "up == 0", labels });
  const vmOf = (body: unknown) => captured(body).targets.map(({ name }) => name);

  for (const label of [
    "microsoft.resourceid",
    "microsoft_resourceid",
    "Microsoft.ResourceId",
    "resource_id",
    "_ResourceId",
  ])
    it(`captures the VM in the Prometheus label ${label}`, () => {
      assert.deepEqual(vmOf(withLabels({ alertname: "net out", [label]: vmId("web01").toLowerCase() })), [
        "web01",
      ]);
    });

  it("captures none for another resource in the label, or for a host's name", () => {
    for (const labels of [
      { "microsoft.resourceid": cluster, host_name: "web01", hostname: "web01" },
      { "microsoft.resourceid": "web01" },
      { instance: "10.0.0.4:9100" },
      {},
      null,
      [],
    ])
      assert.equal(reasonOf(withLabels(labels)), "not-a-vm", JSON.stringify(labels));
    assert.equal(reasonOf(withLabels({ resource_id: scaleSet })), "capture");
  });

  it("captures the VM in dimensions that are an object", () => {
    const dimensions = { Computer: "web01", _ResourceId: vmId("web01") };
    assert.deepEqual(vmOf(withContext({ condition: { allOf: [{ searchQuery: "q", dimensions }] } })), [
      "web01",
    ]);
    assert.deepEqual(vmOf(withContext({ SearchQuery: "q", Dimensions: dimensions })), ["web01"]);
    assert.deepEqual(vmOf(withContext({ condition: { allOf: [{ dimensions: [dimensions] }] } })), ["web01"]);
    const one = { name: "ResourceId", value: vmId("web02") };
    assert.deepEqual(vmOf(withContext({ condition: { allOf: { dimensions: one } } })), ["web02"]);
  });

  it("captures the VM in the row of a rule that fires for each event", () => {
    const eventOf = (event: unknown) => withContext({ condition: { allOf: [{ searchQuery: "q", event }] } });
    const row = {
      TimeGenerated: "2026-11-25",
      Computer: "web01",
      _ResourceId: vmId("web01"),
      Peer: vmId("db"),
    };
    for (const event of [row, [row], { columns: [{ name: "_ResourceId" }], rows: [[vmId("web01")]] }])
      assert.deepEqual(vmOf(eventOf(event)), ["web01"]);
    assert.equal(reasonOf(eventOf({ Peer: vmId("db") })), "not-a-vm");
    assert.equal(reasonOf(eventOf(null)), "not-a-vm");
  });

  it("captures the VMs in the result rows of the first log alerts, except those on a measured value", () => {
    const tables = [
      {
        name: "PrimaryResult",
        columns: [{ name: "TimeGenerated" }, { name: "_ResourceId" }],
        rows: [["t", vmId("web01")], ["t", vmId("WEB01")], ["t"], [null, null], ["t", vmId("web02")]],
      },
    ];
    const ofType = (AlertType: string) => ({
      AlertRuleName: "r",
      SearchQuery: "Event | where EventID == 1",
      AlertType,
      SearchResult: { tables },
    });
    const body = { schemaId: "Microsoft.Insights/LogAlert", data: ofType("Number of results") };
    assert.deepEqual(vmOf(body), ["web01", "web02"]);
    assert.deepEqual(vmOf(withContext(ofType("Number of results"))), ["web01", "web02"]);
    assert.equal(reasonOf(withContext(ofType("Metric measurement"))), "not-a-vm");
  });
});
