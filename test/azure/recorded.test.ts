import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "node:test";
import { createNetworkWatchers } from "../../src/azure/networkWatchers.ts";
import { createPacketCaptures } from "../../src/azure/packetCaptures.ts";
import { createResourceManager } from "../../src/azure/resourceManager.ts";
import { captureFailure } from "../../src/captures/outcome/captureFailure.ts";
import { isQuery } from "../../src/captures/site/captureSession.ts";
import { isOurs } from "../../src/captures/site/isOurs.ts";
import { loadConfig } from "../../src/config.ts";
import { ReplayingArm } from "../support/replayingArm.ts";

const subscription = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const group = `/subscriptions/${subscription}/resourceGroups`;
const watcher = {
  subscriptionId: subscription,
  resourceGroup: "NetworkWatcherRG",
  name: "NetworkWatcher_westeurope",
};

interface Recording {
  readonly response: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body: unknown;
  };
}
const recorded = (name: string): Recording["response"] =>
  (
    JSON.parse(
      readFileSync(new URL(`../fixtures/recorded/${name}.json`, import.meta.url), "utf8"),
    ) as Recording
  ).response;

/** Every file of test/fixtures/recorded, and forms that the service was seen to give beside them. */
describe("the app reads what the real Network Watcher was recorded to answer", () => {
  let service: ReplayingArm;
  let arm: ReturnType<typeof createResourceManager>;
  before(async () => {
    service = await ReplayingArm.start();
    const config = loadConfig({
      CAPTURE_STORAGE_ACCOUNT_ID: `${group}/rg/providers/Microsoft.Storage/storageAccounts/captureonalert`,
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
  const captures = () => createPacketCaptures(arm);
  const statusOf = async (body: unknown) => {
    service.answers = [{ status: 200, body }];
    const status = await captures().status(watcher, "capture1");
    assert.ok(status !== null && !isQuery(status));
    return status;
  };

  it("create-201", async () => {
    service.answers = [recorded("create-201")];
    const limits = { timeLimitSeconds: 18_000, maxBytes: 1_073_741_824, bytesPerPacket: 0, filters: [] };
    const order = {
      name: "capture1",
      vmId: `${group}/rg1/x`,
      instanceIds: null,
      storageAccountId: null,
      guestPath: "C:\\a.cap",
      limits,
    };
    await captures().create(watcher, order);
    assert.deepEqual(
      service.calls.map(({ method }) => method),
      ["PUT"],
      "it is sent once, and not followed",
    );
  });

  it("get-200-after-create: filters without their empty texts", async () => {
    service.answers = [recorded("get-200-after-create")];
    assert.deepEqual(await captures().find(watcher, "capture1"), {
      name: "capture1",
      target: `${group}/rg1/providers/Microsoft.Compute/virtualMachines/vm1`,
      provisioningState: "Succeeded",
      limits: {
        timeLimitSeconds: 18_000,
        maxBytes: 1_073_741_824,
        bytesPerPacket: 0,
        filters: [
          {
            protocol: "TCP",
            localPort: "80",
            remoteIPAddress: "127.0.0.1-127.0.0.255",
            remotePort: "80-120",
          },
          { localIPAddress: "127.0.0.1" },
        ],
      },
      storageId: null,
      fileUrl: null,
      guestPath: "C:\\tmp\\Capture.cap",
    });
  });

  it("get-404: no such session", async () => {
    service.answers = [recorded("get-404"), recorded("get-404")];
    assert.equal(await captures().find(watcher, "capture2"), null);
    assert.equal(await captures().status(watcher, "capture2"), null);
  });

  it("status-200-time-exceeded", async () => {
    const status = await statusOf(recorded("status-200-time-exceeded").body);
    assert.deepEqual(status, {
      state: "Stopped",
      stopReason: "TimeExceeded",
      errors: [],
      startedAt: "2023-05-18T08:27:31.092Z",
    });
    assert.equal(captureFailure(status), null);
  });

  it("status-200-error-agent-stopped: a failed capture, whose agent is named", async () => {
    const failure = captureFailure(await statusOf(recorded("status-200-error-agent-stopped").body));
    assert.equal(failure?.refused, "capture-failed");
    assert.match(failure.hint, /agent on the VM stopped/);
  });

  it("status-202-accepted and its result: one call each, the URL as it was given", async () => {
    const accepted = recorded("status-202-accepted");
    const signed = `${service.url}/subscriptions/${subscription}/providers/Microsoft.Network/locations/westeurope/operationResults/ec346a0f?api-version=2024-07-01&t=638&c=${"MIIH".repeat(900)}&s=a-b_c&h=x%2By`;
    service.answers = [
      { ...accepted, headers: { location: signed } },
      { status: 202, headers: { location: `${signed}2`, "retry-after": "3" }, body: null },
      { ...recorded("status-202-result-200-running"), headers: { location: signed } },
    ];
    assert.deepEqual(await captures().status(watcher, "capture1"), { answerUrl: signed, afterSeconds: 10 });
    assert.deepEqual(await captures().answer(watcher, signed), { answerUrl: `${signed}2`, afterSeconds: 3 });
    const status = await captures().answer(watcher, `${signed}2`);
    assert.ok(status !== null && !isQuery(status));
    assert.deepEqual([status.state, status.stopReason, status.errors], ["Running", null, []]);
    assert.deepEqual(
      service.calls.map(({ method, url }) => `${method} ${url}`.replace(/^(POST \S+queryStatus).*/, "$1")),
      [
        `POST ${group}/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope/packetCaptures/capture1/queryStatus`,
        `GET ${signed.slice(service.url.length)}`,
        `GET ${signed.slice(service.url.length)}2`,
      ],
    );
  });

  it("an answer at another host gets no token", async () => {
    service.answers = [{ status: 200, body: {} }];
    await assert.rejects(
      captures().answer(watcher, "https://elsewhere.example/operationResults/1"),
      /another host: elsewhere/,
    );
    assert.deepEqual(service.calls, []);
  });

  it("an answer that is withheld or forgotten is no status, and no failure", async () => {
    for (const status of [403, 404]) {
      service.answers = [{ status, body: { error: { code: "AuthorizationFailed", message: "no" } } }];
      assert.equal(await captures().answer(watcher, `${service.url}/x`), null);
    }
  });

  it("watchers-200, some of them in the state Failed", async () => {
    service.answers = [recorded("watchers-200")];
    const found = await createNetworkWatchers(arm).list(subscription);
    assert.deepEqual(
      found.map(({ location }) => location),
      ["westcentralus", "westus2", "westeurope"],
    );
    assert.deepEqual(found[2], { ...watcher, location: "westeurope" });
  });

  it("a list with a continuous session and one of a scale set, none of which is ours", async () => {
    const { body } = recorded("get-200-after-create") as { body: { properties: Record<string, unknown> } };
    const storageLocation = {
      storageId: `${group}/rg1/providers/Microsoft.Storage/storageAccounts/captures`,
    };
    const properties: Record<string, unknown> = { ...body.properties, storageLocation };
    const { totalBytesPerSession, timeLimitInSeconds, ...rest } = properties;
    const continuous = { ...rest, continuousCapture: true, captureSettings: { fileCount: 2 } };
    const target = `${group}/rg1/providers/Microsoft.Compute/virtualMachineScaleSets/set1`;
    const scaleSet = { ...properties, target, targetType: "AzureVMSS" };
    const name = "alert-vm1-0123456789abcdef";
    const value = [
      { ...body, name, properties: continuous },
      { ...body, name: "alert-set1-0123456789abcdef", properties: scaleSet },
      { ...body, name, properties: { ...rest, totalBytesPerSession, timeLimitInSeconds } },
    ];
    service.answers = [{ status: 200, body: { value } }];
    const sessions = await captures().list(watcher);
    assert.equal(sessions[0]?.limits, null);
    assert.deepEqual(
      sessions.map((session) =>
        isOurs(session, {
          namePrefix: "alert",
          storageAccountId: storageLocation.storageId,
          limits: { timeLimitSeconds: 18_000, maxBytes: 4_294_967_295 },
        }),
      ),
      [false, false, true],
    );
  });

  it("a status of a scale set: a sentence as the reason, or errors without one", async () => {
    const capture = { name: "capture1", packetCaptureStatus: "Stopped" };
    const ended = await statusOf({
      ...capture,
      stopReason: "3 VM Instance(s) stopped due to TimeExceeded Reasons. ",
      packetCaptureError: [],
    });
    assert.equal(captureFailure(ended), null);
    const gone = await statusOf({
      ...capture,
      packetCaptureError: ["3 does not exist or is in stopped state."],
    });
    assert.equal(captureFailure(gone)?.refused, "capture-failed");
    assert.match(captureFailure(gone)?.hint ?? "", /3 does not exist or is in stopped state\.$/);
  });
});
