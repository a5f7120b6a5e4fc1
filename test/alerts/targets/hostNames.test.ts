import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide } from "../../../src/alerts/decide.ts";
import { reasonOf, sample, vmId } from "../../support/alerts/fixtures.ts";
import { logV1, logV2, scopes } from "../../support/alerts/logAlerts.ts";

/** The computers that are looked up; empty when the alert is ignored. */
function lookedUp(body: unknown): readonly string[] {
  const decision = decide(body, { allowedScopes: "*", resolvesHostNames: true });
  return decision.kind === "capture" && decision.targets.length === 0 ? decision.hostNames : [];
}

const by = (name: string, value = "WEB01") => logV2({ dimensions: { [name]: value } });

describe("a computer's name in an alert", () => {
  for (const name of [
    ...["Computer", "computer", "ComputerName", "Computer_s", "TargetComputer", "MachineName", "VMName"],
    ...["vm_name", "VirtualMachine", "SessionHostName", "SessionHost", "HostName", "host.name", "host_name"],
  ])
    it(`is the value of the dimension ${name}`, () => {
      assert.deepEqual(lookedUp(by(name)), ["WEB01"]);
      assert.equal(reasonOf(by(name)), "host-name-only");
    });

  it("is none in other dimensions: services, containers, nodes, instances, URLs", () => {
    const names = [
      "SvcName",
      "Instance",
      "hostname_s",
      "host",
      "node",
      "ContainerName",
      "PodName",
      "ServerName",
    ];
    for (const name of [
      ...names,
      "cloud_RoleInstance",
      "AppRoleName",
      "Resource",
      "SourceComputerId",
      "constructor",
    ])
      assert.equal(reasonOf(by(name)), "not-a-vm", name);
  });

  for (const value of [
    ...["web01", "WEB01.corp.example.com", "WEB01.corp.example.com.", "web_01", "büro-pc", "vm.01"],
    ...["WIN-8F3K2L1M0N9", "webss000001", "web01.westeurope.cloudapp.azure.com", "web01.azurecorp.com"],
    "web01.abcdefgh.bx.internal.cloudapp.net",
  ])
    it(`can be ${value}`, () => {
      assert.deepEqual(lookedUp(by("Computer", value)), [value]);
    });

  for (const value of [
    ...["https://shop.example.com/", "shop.example.com/cart", "shop.example.com:443", "10.1.2.3", "fe80::1"],
    ...["6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11", "shop.azurewebsites.net", "captures.blob.core.windows.net"],
    ...["sql.database.windows.net", "pg.postgres.database.azure.com", "kv.vault.azure.net", "reg.azurecr.io"],
    ...["aks-nodepool1-12345678-vmss00000a", "aksnpwin000001", "3f4e5d6c7b8a", "shop-7d9f8b6c5d-x2x4z"],
    ...["two words", "-", "a..b", "x".repeat(300), "shop.azurewebsites.us", "WEB01\nWEB02", "<b>WEB01</b>"],
    scopes.webApp,
  ])
    it(`cannot be ${JSON.stringify(value).slice(0, 60)}`, () => {
      assert.equal(reasonOf(by("Computer", value)), "not-a-vm");
    });

  for (const [what, expected] of [
    ["subscription", "host-name-only"],
    ["group", "host-name-only"],
    ["workspace", "host-name-only"],
    ["hostPool", "host-name-only"],
    ["scaleSet", "capture"],
    ["component", "not-a-vm"],
    ["webApp", "not-a-vm"],
    ["cluster", "not-a-vm"],
    ["gateway", "not-a-vm"],
    ["database", "not-a-vm"],
  ] as const)
    it(`in an alert on a ${what}: ${expected}`, () => {
      assert.equal(
        reasonOf(logV2({ target: scopes[what], dimensions: { ComputerName: "RD0003FF" } })),
        expected,
      );
    });

  for (const query of [
    "AppServiceHTTPLogs | summarize count() by ComputerName",
    "AzureDiagnostics | where Category == 'FrontdoorAccessLog' | summarize count() by HostName",
    "union AppRequests, AppExceptions | summarize count() by HostName",
    "requests | where resultCode == '500' | summarize count() by HostName",
  ])
    it(`is none where the query is about a service: ${query.slice(0, 30)}`, () => {
      assert.equal(reasonOf(logV2({ query, dimensions: { HostName: "RD0003FF" } })), "not-a-vm");
    });

  it("counts by the resource that a dimension names beside it", () => {
    const beside = (id: string) =>
      reasonOf(logV2({ query: "Saved()", dimensions: { ComputerName: "RD0003FF", _ResourceId: id } }));
    for (const id of [scopes.hostPool, scopes.workspace]) assert.equal(beside(id), "host-name-only", id);
    for (const id of [scopes.webApp, scopes.component, scopes.cluster])
      assert.equal(beside(id), "not-a-vm", id);
    assert.equal(beside(scopes.scaleSet), "capture");
  });

  it("never replaces an id: an alert that names a VM looks nothing up", () => {
    const body = logV2({ dimensions: { Computer: "WEB02", _ResourceId: vmId("WEB01") } });
    assert.deepEqual(lookedUp(body), []);
    assert.equal(reasonOf(body), "capture");
  });

  it("is in the event of a rule that fires for each row", () => {
    assert.deepEqual(lookedUp(logV2({ event: { Computer: "WEB01", TimeGenerated: "now" } })), ["WEB01"]);
    const table = { columns: [{ name: "n" }, { name: "Computer" }], rows: [[1, "WEB02"]] };
    assert.deepEqual(lookedUp(logV2({ event: table })), ["WEB02"]);
  });

  it("counts once in any casing, in the alert's order", () => {
    const names = ["WEB02", "web01", "WEB01", " web02 "];
    const body = logV2(...names.map((name) => ({ dimensions: { Computer: name } })));
    assert.deepEqual(lookedUp(body), ["WEB02", "web01"]);
  });
});

describe("the items and results of a first log alert", () => {
  const computers = [
    ["TenantId", "Computer"],
    ["t", "WEB01"],
    ["t", "web02.corp"],
  ];

  it("name computers in a column that claims to", () => {
    assert.deepEqual(lookedUp(logV1({ results: computers })), ["WEB01", "web02.corp"]);
    assert.deepEqual(lookedUp(logV1({ items: ["WEB01"], results: computers })), ["WEB01", "web02.corp"]);
  });

  it("name no computer in another column: the items then come from it", () => {
    const results = [
      ["Resource", "Count"],
      ["SHOPVAULT", "3"],
    ];
    assert.equal(reasonOf(logV1({ items: ["SHOPVAULT"], results })), "not-a-vm");
    const both = [
      ["Resource", "Computer"],
      ["SHOPVAULT", "WEB01"],
    ];
    assert.deepEqual(lookedUp(logV1({ items: ["SHOPVAULT"], results: both })), ["WEB01"]);
  });

  it("without results count by the query", () => {
    for (const query of ["Heartbeat | where x", "Perf | summarize avg(CounterValue) by Computer", "Syslog"])
      assert.deepEqual(lookedUp(logV1({ query, items: ["WEB01"] })), ["WEB01"], query);
    for (const query of [
      "AzureDiagnostics | summarize by Resource",
      "StorageBlobLogs",
      "KubeEvents | where Event == 1",
      "",
    ])
      assert.equal(reasonOf(logV1({ query, items: ["SHOPVAULT"] })), "not-a-vm", query);
  });

  it("of a measured value name those that fired only as items", () => {
    const measured = { type: "Metric measurement", results: computers, items: ["WEB01"] };
    assert.deepEqual(lookedUp(logV1(measured)), ["WEB01"]);
  });

  it("of Application Insights are apps, however they are told", () => {
    for (const item of ["shop-func-us2", "shop", "RD0003FF123456", "WEB01"]) {
      const app = { items: [item], query: "requests | where resultCode == '500'" };
      assert.equal(reasonOf(logV1({ ...app, service: "Application Insights" })), "not-a-vm");
      assert.equal(reasonOf(logV1({ ...app, target: scopes.component, query: "Heartbeat" })), "not-a-vm");
      assert.equal(reasonOf(logV1(app)), "not-a-vm");
    }
  });

  it("of Application Insights are apps in the older schema too, which only has an ApplicationId", () => {
    const { data } = sample("d10-noncommon-loginsights-logalert.json") as { data: object };
    const SearchResult = { tables: [{ columns: [{ name: "Computer" }], rows: [["shop"]] }] };
    const body = { schemaId: "Microsoft.Insights/LogAlert", data: { ...data, SearchResult } };
    assert.equal(reasonOf(body), "not-a-vm");
  });
});

describe("decide: an alert that names only computers, with RESOLVE_HOST_NAMES", () => {
  const decided = (body: unknown) => decide(body, { allowedScopes: [], resolvesHostNames: true });

  it("is accepted under an occurrence of its own for each set of names", () => {
    const occurrence = (...names: readonly string[]) => {
      const decision = decided(logV2(...names.map((name) => ({ dimensions: { Computer: name } }))));
      assert.ok(decision.kind === "capture");
      return decision.alert.occurrence;
    };
    assert.equal(occurrence("WEB01", "web02"), occurrence("WEB02", "web01"));
    assert.notEqual(occurrence("WEB01"), occurrence("WEB02"));
  });

  it("says what happens next", () => {
    const { detail } = decided(by("Computer"));
    assert.match(detail, /fired on the computer WEB01\. .* looked up in ALLOWED_SCOPES/);
  });

  it("looks up at most twenty, and lists the others", () => {
    const names = Array.from({ length: 23 }, (_, index) => `WEB${index}`);
    const decision = decided(logV2(...names.map((name) => ({ dimensions: { Computer: name } }))));
    assert.ok(decision.kind === "capture");
    assert.deepEqual(decision.hostNames, names.slice(0, 20));
    assert.deepEqual(
      decision.ignoredTargets.map(({ target }) => target),
      names.slice(20),
    );
    assert.match(decision.detail, /3 other targets are not captured/);
  });

  it("is ignored like any other when it is resolved", () => {
    const body = by("Computer");
    const { essentials } = body.data;
    const resolved = {
      ...body,
      data: { ...body.data, essentials: { ...essentials, monitorCondition: "Resolved" } },
    };
    const decision = decided(resolved);
    assert.equal(decision.kind === "ignored" && decision.reason, "resolved");
  });
});
