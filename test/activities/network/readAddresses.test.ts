import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readAddresses } from "../../../src/activities/network/readAddresses.ts";
import { createNetworkInterfaces } from "../../../src/azure/network/networkInterfaces.ts";
import { createResourceManager } from "../../../src/azure/resourceManager.ts";
import { loadConfig } from "../../../src/config.ts";
import { ReplayingArm } from "../../support/replayingArm.ts";
import type { VmNetwork } from "../../../src/captures/network/vmNetwork.ts";

const subscription = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups";
const group = `${subscription}/rg1/providers`;
const nic = (name: string, inGroup = group) => `${inGroup}/Microsoft.Network/networkInterfaces/${name}`;
const publicId = `${group}/Microsoft.Network/publicIPAddresses/pip1`;
const forbidden = { status: 403, body: { error: { code: "AuthorizationFailed", message: "no" } } };

const answer = (address: string, primary: boolean, publicIPAddress?: { readonly id: string }) => ({
  status: 200,
  body: {
    properties: {
      primary,
      ipConfigurations: [{ properties: { privateIPAddress: address, publicIPAddress } }],
    },
  },
});

describe("readAddresses", () => {
  let service: ReplayingArm;
  let read: (
    answers: ReplayingArm["answers"],
    nicIds: readonly string[],
    isLast?: boolean,
  ) => Promise<VmNetwork>;
  before(async () => {
    service = await ReplayingArm.start();
    const config = loadConfig({
      CAPTURE_STORAGE_ACCOUNT_ID: `${group}/Microsoft.Storage/storageAccounts/captures`,
      AzureWebJobsStorage: "UseDevelopmentStorage=true",
      NOTIFY_EMAIL_TO: "oncall@example.com",
      EMAIL_SENDER: "alerts@example.com",
      EMAIL_ENDPOINT: "https://x.communication.azure.com",
      ALLOWED_SCOPES: `${subscription}/rg1`,
      AZURE_RESOURCE_MANAGER_ENDPOINT: service.url,
    });
    const token = { token: "t", expiresOnTimestamp: Date.now() + 3_600_000 };
    const arm = createResourceManager(config, { getToken: () => Promise.resolve(token) });
    const handler = readAddresses({ networkInterfaces: createNetworkInterfaces(arm) }, config);
    read = async (answers, nicIds, isLast = true) => {
      service.calls.length = 0;
      service.answers = [...answers];
      const vm = {
        id: "vm",
        name: "vm",
        location: "x",
        osType: null,
        powerState: null,
        hasAgent: true,
        nicIds,
      };
      const facts = { attempt: 1, isLast, now: "2026-01-01T00:00:00.000Z", instanceId: "alert-1" };
      const invocation = { ...facts, log: () => undefined, instances: () => assert.fail("no instances") };
      return (await handler({ vm }, invocation)) as VmNetwork;
    };
  });
  after(() => service.close());

  it("has the addresses of every interface, the primary one first, with the public ones", async () => {
    const answers = [
      answer("10.0.0.4", true, { id: publicId }),
      { status: 200, body: { properties: { ipAddress: "20.1.2.3" } } },
    ];
    const { interfaces, isComplete, remark } = await read(answers, [nic("a")]);
    const [one] = interfaces;
    assert.deepEqual([one?.privateAddresses, one?.publicAddresses], [["10.0.0.4"], ["20.1.2.3"]]);
    assert.deepEqual([isComplete, remark], [true, null]);
    const both = await read([answer("10.0.0.4", false), answer("10.0.0.4", true)], [nic("a"), nic("b")]);
    assert.deepEqual(
      both.interfaces.map(({ isPrimary }) => isPrimary),
      [true, false],
    );
  });

  it("does not ask about an interface outside ALLOWED_SCOPES, and says so", async () => {
    const elsewhere = nic("b", `${subscription}/rg2/providers`);
    const { interfaces, isComplete, remark } = await read([answer("10.0.0.4", true)], [nic("a"), elsewhere]);
    assert.deepEqual([interfaces.length, isComplete, service.calls.length], [1, false, 1]);
    assert.equal(remark, "b is outside ALLOWED_SCOPES and was not read.");
  });

  it("names the action that is missing, also for a public address alone", async () => {
    const none = await read([forbidden], [nic("a")]);
    assert.deepEqual(none.interfaces, []);
    assert.equal(none.remark, "The app's identity lacks Microsoft.Network/networkInterfaces/read.");
    const half = await read([answer("10.0.0.4", true, { id: publicId }), forbidden], [nic("a")]);
    assert.deepEqual([half.interfaces[0]?.publicAddresses, half.isComplete], [[], true]);
    assert.equal(half.remark, "The app's identity lacks Microsoft.Network/publicIPAddresses/read.");
  });

  it("says of an interface that is gone that it was not found", async () => {
    const { isComplete, remark } = await read([{ status: 404, body: {} }], [nic("a")]);
    assert.deepEqual([isComplete, remark], [false, "a was not found."]);
  });

  it("is tried again after a fault that passes, and then goes on without the interface", async () => {
    const busy = { status: 503, body: {} };
    await assert.rejects(read([busy], [nic("a")], false), /503/);
    assert.equal((await read([busy], [nic("a")])).remark, "a could not be read.");
  });
});
