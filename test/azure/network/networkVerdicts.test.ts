import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { createNetworkInterfaces } from "../../../src/azure/network/networkInterfaces.ts";
import { createNetworkVerdicts } from "../../../src/azure/network/networkVerdicts.ts";
import { createResourceManager } from "../../../src/azure/resourceManager.ts";
import { loadConfig } from "../../../src/config.ts";
import { ReplayingArm } from "../../support/replayingArm.ts";
import type { NetworkQuestion } from "../../../src/captures/network/networkQuestion.ts";

const subscription = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const group = `/subscriptions/${subscription}/resourceGroups/rg1/providers`;
const vmId = `${group}/Microsoft.Compute/virtualMachines/vm1`;
const interfaceId = `${group}/Microsoft.Network/networkInterfaces/nic1`;
const watcher = { subscriptionId: subscription, resourceGroup: "NetworkWatcherRG", name: "nw" };

const flow = {
  ...{ about: null, protocol: "TCP" as const, direction: "Outbound" as const },
  ...{ localAddress: "10.2.0.4", localPort: 80, remoteAddress: "121.10.1.1", remotePort: 443 },
};
const about = (kind: "access" | "nextHop"): NetworkQuestion => ({ kind, vmId, interfaceId: null, flow });
const inForce = (kind: "rules" | "routes"): NetworkQuestion => ({ kind, interfaceId, flows: [flow] });

describe("the app reads the published answers about a network", () => {
  let service: ReplayingArm;
  let arm: ReturnType<typeof createResourceManager>;
  before(async () => {
    service = await ReplayingArm.start();
    const config = loadConfig({
      CAPTURE_STORAGE_ACCOUNT_ID: `${group}/Microsoft.Storage/storageAccounts/captures`,
      AzureWebJobsStorage: "UseDevelopmentStorage=true",
      NOTIFY_EMAIL_TO: "oncall@example.com",
      EMAIL_SENDER: "alerts@example.com",
      EMAIL_ENDPOINT: "https://x.communication.azure.com",
      AZURE_RESOURCE_MANAGER_ENDPOINT: service.url,
    });
    const token = { token: "t", expiresOnTimestamp: Date.now() + 3_600_000 };
    arm = createResourceManager(config, { getToken: () => Promise.resolve(token) });
  });
  beforeEach(() => {
    service.calls.length = 0;
  });
  after(() => service.close());

  const ask = (question: NetworkQuestion, body: unknown) => {
    service.answers = [{ status: 200, body }];
    return createNetworkVerdicts(arm).ask(watcher, question);
  };
  const called = () => service.calls.map(({ method, url }) => `${method} ${url.replace(/\?.*/, "")}`);

  it("IP flow verify, with or without the kind of the rule before its name", async () => {
    const answer = await ask(about("access"), {
      access: "Deny",
      ruleName: "defaultSecurityRules/DenyAllInBound",
    });
    assert.deepEqual(answer, { kind: "access", access: "Deny", rule: "DenyAllInBound" });
    assert.deepEqual(called(), [
      `POST /subscriptions/${subscription}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/nw/ipFlowVerify`,
    ]);
    const admin = await ask(about("access"), { access: "Allow", ruleName: "Rule1" });
    assert.deepEqual(admin, { kind: "access", access: "Allow", rule: "Rule1" });
  });

  it("next hop, by a route table or a system route", async () => {
    const table = `${group}/Microsoft.Network/routeTables/rt1`;
    assert.deepEqual(await ask(about("nextHop"), { nextHopType: "None", routeTableId: table }), {
      kind: "nextHop",
      nextHop: { type: "None", address: null, routeTable: "rt1" },
    });
    const system = { nextHopType: "Internet", nextHopIpAddress: "10.0.0.1", routeTableId: "System Route" };
    assert.deepEqual(await ask(about("nextHop"), system), {
      kind: "nextHop",
      nextHop: { type: "Internet", address: "10.0.0.1", routeTable: null },
    });
  });

  it("effective security rules, those of a network manager too", async () => {
    const rule = {
      ...{
        name: "securityRules/DenyWeb",
        access: "Deny",
        direction: "Outbound",
        priority: 110,
        protocol: "Tcp",
      },
      ...{ sourceAddressPrefix: "*", sourcePortRange: "0-65535", destinationPortRanges: ["443-443"] },
      ...{ destinationAddressPrefix: "Internet", expandedDestinationAddressPrefix: ["121.0.0.0/8"] },
    };
    const manager = { networkManager: { id: `${group}/Microsoft.Network/networkManagers/m1` } };
    const answer = await ask(inForce("rules"), {
      value: [{ association: manager, effectiveSecurityRules: [rule, { ...rule, name: 5 }] }],
    });
    assert.deepEqual(answer, {
      kind: "rules",
      rules: [
        {
          ...{ name: "DenyWeb", group: "m1", access: "Deny", direction: "Outbound", priority: 110 },
          protocol: "Tcp",
          sources: { prefixes: ["*"], ports: ["0-65535"] },
          destinations: { prefixes: ["121.0.0.0/8", "Internet"], ports: ["443-443"] },
        },
      ],
    });
  });

  it("effective routes", async () => {
    const route = {
      addressPrefix: ["0.0.0.0/0"],
      nextHopIpAddress: ["10.9.0.4"],
      nextHopType: "VirtualAppliance",
    };
    const answer = await ask(inForce("routes"), { value: [{ ...route, source: "User", state: "Active" }] });
    const read = {
      nextHopType: "VirtualAppliance",
      nextHopAddress: "10.9.0.4",
      source: "User",
      isActive: true,
    };
    assert.deepEqual(answer, { kind: "routes", routes: [{ prefixes: ["0.0.0.0/0"], ...read }] });
  });

  it("an answer that comes later, at the address that was given alone", async () => {
    const location = `${service.url}${interfaceId}/operationResults/1?t=${"x".repeat(3000)}`;
    service.answers = [
      { status: 202, headers: { location, "retry-after": "7" }, body: null },
      { status: 200, body: { value: [] } },
    ];
    const verdicts = createNetworkVerdicts(arm);
    assert.deepEqual(await verdicts.ask(watcher, inForce("rules")), { answerUrl: location, afterSeconds: 7 });
    assert.deepEqual(await verdicts.hear(inForce("rules"), location), { kind: "rules", rules: [] });
    assert.equal(`${service.url}${service.calls[1]?.url ?? ""}`, location);
    service.answers = [{ status: 202, headers: { location: "https://elsewhere.example/1" }, body: null }];
    await assert.rejects(verdicts.ask(watcher, about("access")), /refers to another host/);
  });

  for (const question of [about("access"), about("nextHop"), inForce("rules"), inForce("routes")])
    for (const body of [null, "text", {}, { access: 1, nextHopType: 2, value: {} }])
      it(`${question.kind}: ${JSON.stringify(body)} is a fault that passes`, async () => {
        const isPassing = (error: unknown) => error instanceof AzureFault && error.passing;
        await assert.rejects(ask(question, body), isPassing);
      });

  it("a network interface and its public address", async () => {
    const publicId = `${group}/Microsoft.Network/publicIPAddresses/pip1`;
    const properties = {
      ...{ primary: true, enableAcceleratedNetworking: true, enableIPForwarding: false },
      ipConfigurations: [
        { name: "a", properties: { privateIPAddress: "10.2.0.4", publicIPAddress: { id: publicId } } },
        { name: "b", properties: { privateIPAddress: "2001:db8::4" } },
      ],
    };
    service.answers = [
      { status: 200, body: { id: interfaceId, name: "nic1", properties } },
      { status: 200, body: { id: publicId, properties: { ipAddress: "20.1.2.3" } } },
      { status: 404, body: { error: { code: "ResourceNotFound", message: "gone" } } },
    ];
    const interfaces = createNetworkInterfaces(arm);
    assert.deepEqual(await interfaces.find(interfaceId), {
      ...{ id: interfaceId, name: "nic1", isPrimary: true, publicAddressIds: [publicId] },
      privateAddresses: ["10.2.0.4", "2001:db8::4"],
      ...{ acceleratedNetworking: true, ipForwarding: false },
    });
    assert.equal(await interfaces.publicAddress(publicId), "20.1.2.3");
    assert.equal(await interfaces.find(interfaceId), null);
  });

  it("a network interface without a list of addresses is a fault that passes", async () => {
    service.answers = [{ status: 200, body: { id: interfaceId, properties: { ipConfigurations: "none" } } }];
    const isPassing = (error: unknown) => error instanceof AzureFault && error.passing;
    await assert.rejects(createNetworkInterfaces(arm).find(interfaceId), isPassing);
  });
});
