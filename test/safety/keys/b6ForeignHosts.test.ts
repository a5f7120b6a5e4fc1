import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { createComputers } from "../../../src/azure/computers.ts";
import { createMailer } from "../../../src/azure/mailer.ts";
import { createNetworkWatchers } from "../../../src/azure/networkWatchers.ts";
import { createPacketCaptures } from "../../../src/azure/packetCaptures.ts";
import { createResourceManager } from "../../../src/azure/resourceManager.ts";
import { createStorageAccounts } from "../../../src/azure/storageAccounts.ts";
import { createVirtualMachines } from "../../../src/azure/virtualMachines.ts";
import { loadConfig } from "../../../src/config.ts";
import { ReplayingArm } from "../../support/replayingArm.ts";

const subscription = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const group = `/subscriptions/${subscription}/resourceGroups/rg`;
const accountId = `${group}/providers/Microsoft.Storage/storageAccounts/captures`;
const vmId = `${group}/providers/Microsoft.Compute/virtualMachines/WEB01`;
const watcher = { subscriptionId: subscription, resourceGroup: "rg", name: "nw" };
const limits = { timeLimitSeconds: 60, maxBytes: 1e6, bytesPerPacket: 0, filters: [] };
const order = {
  name: "alert-WEB01-0123456789abcdef",
  vmId,
  storageAccountId: accountId,
  guestPath: null,
  instanceIds: null,
  limits,
};
const operationId = "8f976d0d-acca-485e-a000-000000000000";
const token = { token: "t", expiresOnTimestamp: Date.now() + 3_600_000 };

describe("a token goes to the host of the configured endpoint alone", () => {
  let own: ReplayingArm;
  let foreign: ReplayingArm;
  let scopes: string[] = [];
  before(async () => {
    [own, foreign] = await Promise.all([ReplayingArm.start(), ReplayingArm.start()]);
  });
  beforeEach(() => {
    own.calls.length = foreign.calls.length = scopes.length = 0;
  });
  after(() => Promise.all([own.close(), foreign.close()]));

  /** The clients, with tokens for whatever scope they ask for. */
  function clients() {
    const config = loadConfig({
      CAPTURE_STORAGE_ACCOUNT_ID: accountId,
      NOTIFY_EMAIL_TO: "oncall@example.com",
      EMAIL_SENDER: "alerts@example.com",
      AzureWebJobsStorage: "UseDevelopmentStorage=true",
      EMAIL_ENDPOINT: own.url,
      AZURE_RESOURCE_MANAGER_ENDPOINT: own.url,
      AZURE_TIMEOUT_SECONDS: "5",
    });
    const credential = {
      getToken: (scope: string | string[]) => {
        scopes = [...scopes, ...[scope].flat()];
        return Promise.resolve(token);
      },
    };
    const arm = createResourceManager(config, credential);
    return {
      arm,
      computers: createComputers(arm),
      captures: createPacketCaptures(arm),
      watchers: createNetworkWatchers(arm),
      vms: createVirtualMachines(arm),
      accounts: createStorageAccounts(arm),
      mailer: createMailer(config, credential),
    };
  }
  type Clients = ReturnType<typeof clients>;

  /** Ways to write an address elsewhere; the host that a refusal must name, null where it stays at home. */
  const disguises = (): readonly (readonly [url: string, host: string | null])[] => {
    const [home, there] = [new URL(own.url).host, new URL(foreign.url).host];
    return [
      [`https://${there}/next?sig=c2VjcmV0`, there],
      [`HTTPS://${there}/next`, there],
      [`https://${home}@${there}/next`, there],
      [`https://${home}:pass@${there}/next`, there],
      [`https://${there}\\@${home}/next`, there],
      [`https://${there}#@${home}/`, there],
      [`https://${there}?@${home}/`, there],
      [`https://localhost:${new URL(foreign.url).port}/next`, `localhost:${new URL(foreign.url).port}`],
      [`https://localhost:${new URL(own.url).port}/next`, `localhost:${new URL(own.url).port}`],
      [`https://user:pass@${home}/next`, home],
      [`http://${home}/next`, home],
      [`https://${home}.example/next`, null],
      [`//${there}/next`, null],
      [`/\\${there}/next`, null],
    ];
  };

  async function expectRefusal(work: Promise<unknown>, host: string | null): Promise<void> {
    const error: unknown = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof AzureFault, String(error));
    assert.doesNotMatch(error.message, /c2VjcmV0|\bsig=|user:|:pass/);
    if (host === null) return;
    assert.ok(error.message.includes(host), error.message);
  }

  const lists: Readonly<Record<string, (all: Clients) => Promise<unknown>>> = {
    "the Network Watchers": ({ watchers }) => watchers.list(subscription),
    "the packet captures": ({ captures }) => captures.list(watcher),
    "the VMs of a subscription": ({ computers }) => computers.list(`/subscriptions/${subscription}`, 0),
    "the VMs of a resource group": ({ computers }) => computers.list(group, 0),
  };
  for (const [name, list] of Object.entries(lists))
    it(`the next page of ${name} is not fetched elsewhere`, async (t) => {
      for (const [nextLink, host] of disguises()) {
        own.answers = [{ status: 200, body: { value: [], nextLink } }];
        await expectRefusal(list(clients()), host);
        assert.deepEqual(foreign.calls, [], nextLink);
      }
      t.diagnostic(`${disguises().length} addresses, 0 requests elsewhere`);
    });

  it("the answer of a status query is not fetched elsewhere, and its address is not kept", async () => {
    for (const [location, host] of disguises()) {
      own.answers = [{ status: 202, headers: { location }, body: null }];
      await expectRefusal(clients().captures.status(watcher, order.name), host);
      await expectRefusal(clients().captures.answer(watcher, location), host);
      assert.deepEqual(foreign.calls, [], location);
    }
    assert.equal(own.calls.length, disguises().length, "one query each, and no answer");
  });

  it("a long-running operation is not followed elsewhere", async () => {
    for (const [address] of disguises()) {
      const headers = { location: address, "azure-asyncoperation": address, "operation-location": address };
      const body = { name: order.name, properties: { provisioningState: "Updating" } };
      own.answers = [{ status: 201, headers, body }];
      await clients().captures.create(watcher, order);
      for (const method of ["stop", "remove"] as const) {
        own.answers = [{ status: 202, headers, body: null }];
        await clients().captures[method](watcher, order.name);
      }
      own.answers = [{ status: 201, headers, body: { properties: { provisioningState: "Creating" } } }];
      const vm = {
        id: vmId,
        name: "WEB01",
        location: "x",
        osType: "Linux",
        powerState: "running",
        hasAgent: false,
      };
      await clients().vms.installAgent(vm, "NetworkWatcherAgentLinux");
      assert.deepEqual(foreign.calls, [], address);
    }
  });

  it("the sending of an email is not followed elsewhere, and the email counts as accepted", async () => {
    for (const [address, host] of disguises()) {
      if (host === null) continue;
      own.answers = [
        { status: 202, headers: { "operation-location": address }, body: { status: "Running" } },
      ];
      const email = { subject: "s", text: "t", html: "h", importance: "normal" } as const;
      const sending = await clients().mailer.send(operationId, email);
      assert.deepEqual(sending, { state: "running", error: null });
      assert.deepEqual(foreign.calls, [], address);
    }
  });

  it("a redirect elsewhere is not followed by any call", async (t) => {
    const calls: readonly ((all: Clients) => Promise<unknown>)[] = [
      ...Object.values(lists),
      ({ vms }) => vms.find(vmId),
      ({ accounts }) => accounts.find(accountId),
      ({ captures }) => captures.find(watcher, order.name),
      ({ captures }) => captures.create(watcher, order),
      ({ captures }) => captures.status(watcher, order.name),
      ({ captures }) => captures.answer(watcher, `${own.url}/operationResults/1`),
      ({ captures }) => captures.stop(watcher, order.name),
      ({ captures }) => captures.remove(watcher, order.name),
      ({ mailer }) => mailer.send(operationId, { subject: "s", text: "t", html: "h", importance: "normal" }),
      ({ mailer }) => mailer.status(operationId),
    ];
    const statuses = [300, 301, 302, 303, 307, 308];
    for (const call of calls)
      for (const status of statuses) {
        const headers = { location: `${foreign.url}/taken`, "retry-after": "0" };
        own.answers = [{ status, headers, body: null }];
        await call(clients()).catch(() => null);
        assert.deepEqual(foreign.calls, [], `${status} ${own.calls.at(-1)?.method ?? ""}`);
      }
    t.diagnostic(`${calls.length} calls, ${calls.length * statuses.length} redirects, 0 requests elsewhere`);
  });

  it("a service cannot ask for a token of another audience", async () => {
    const challenge = `Bearer authorization_uri="https://login.microsoftonline.com/${subscription}/oauth2/authorize", resource_id="https://vault.azure.net"`;
    own.answers = [{ status: 401, headers: { "www-authenticate": challenge }, body: null }];
    await clients()
      .vms.find(vmId)
      .catch(() => null);
    assert.deepEqual([...new Set(scopes)], ["https://management.azure.com/.default"]);
  });

  it("pages that lead to themselves, or never end, are given up", async () => {
    for (const list of Object.values(lists)) {
      const nextLink = `${own.url}/again`;
      own.calls.length = 0;
      own.answers = Array.from({ length: 20 }, () => ({ status: 200, body: { value: [], nextLink } }));
      await assert.rejects(list(clients()), /cannot be read/);
      assert.equal(own.calls.length, 2);
    }
    own.answers = Array.from({ length: 600 }, (_, page) => ({
      status: 200,
      body: { value: [], nextLink: `${own.url}/page/${page}` },
    }));
    own.calls.length = 0;
    await assert.rejects(clients().captures.list(watcher), /cannot be read/);
    assert.ok(own.calls.length > 100 && own.calls.length < 600, `${own.calls.length}`);
  });

  it("ordinary pages of the own host are read to the end", async () => {
    const session = (name: string) => ({ name, properties: { target: vmId } });
    own.answers = [
      { status: 200, body: { value: [session("a")], nextLink: `${own.url}/2?token=x` } },
      { status: 200, body: { value: [session("b")], nextLink: `${own.url}/3?token=y` } },
      { status: 200, body: { value: [session("c")] } },
    ];
    const names = (await clients().captures.list(watcher)).map(({ name }) => name);
    assert.deepEqual(names, ["a", "b", "c"]);
  });
});
