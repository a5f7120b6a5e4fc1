import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { hostConnection } from "../../../local/environment/blobStorage.ts";
import { GrantLedger } from "../../../src/activities/sessions/grantLedger.ts";
import { createAppStorage, type AppStorage } from "../../../src/azure/appStorage.ts";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { loadConfig } from "../../../src/config.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import type { Grant } from "../../../src/captures/grants/grant.ts";

const connection = hostConnection((await sharedStorage()).blob.endpoint);
const silent = connection.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:9");
const storageOf = (app: string, AzureWebJobsStorage = connection): AppStorage =>
  createAppStorage(
    loadConfig({
      CAPTURE_STORAGE_ACCOUNT_ID:
        "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captures",
      AzureWebJobsStorage,
      WEBSITE_SITE_NAME: app,
      NOTIFY_EMAIL_TO: "oncall@example.com",
      EMAIL_SENDER: "alerts@example.com",
      EMAIL_ENDPOINT: "https://email.example.com",
    }),
    { getToken: () => Promise.resolve(null) },
  );

const grant = (captureName: string): Grant => ({
  ...{ captureName, vmId: "/vm", watcher: "nw", holder: { instanceId: "i", rule: null } },
  ...{ timeLimitSeconds: 300, lapsedAt: null, accepted: null, closed: null },
  ...{ grantedAt: new Date().toISOString(), claimedAt: new Date().toISOString() },
  ...{ followers: [], leavers: [], replacedBy: null, kept: null },
});
const add = (ledger: GrantLedger, name: string, log = () => undefined) =>
  ledger.note((current) => ({ ...current, grants: [...current.grants, grant(name)] }), log);

describe("GrantLedger", () => {
  it("writes the changes of a burst together, and loses none of several instances", async () => {
    const app = randomUUID();
    let writes = 0;
    const counting = (storage: AppStorage): AppStorage => ({
      ...storage,
      write: (...record) => {
        writes += 1;
        return storage.write(...record);
      },
    });
    const ledgers = [0, 1].map(() => new GrantLedger(counting(storageOf(app))));
    await Promise.all(
      ledgers.flatMap((ledger, instance) =>
        Array.from({ length: 50 }, (_, number) => add(ledger, `${instance}-${number}`)),
      ),
    );
    const { grants, sequence } = await new GrantLedger(storageOf(app)).read();
    assert.equal(new Set(grants.map(({ captureName }) => captureName)).size, 100);
    assert.ok(sequence < 20 && writes < 20, `${writes} writes`);
  });

  it("begins anew on a damaged record, and logs that", async () => {
    const storage = storageOf(randomUUID());
    await storage.write("grants", "{damaged", null);
    const ledger = new GrantLedger(storage);
    assert.deepEqual((await ledger.read()).grants, []);
    const events: string[] = [];
    await ledger.note(
      (current) => ({ ...current, grants: [grant("a")] }),
      (event) => void events.push(event),
    );
    assert.deepEqual(events, ["grants.reset"]);
    assert.equal((await ledger.read()).grants.length, 1);
  });

  it("fails with a passing fault while storage does not answer, and works again afterwards", async () => {
    const app = randomUUID();
    const [answering, unreachable] = [storageOf(app), storageOf(app, silent)];
    let isUp = false;
    const ledger = new GrantLedger({
      ...answering,
      read: (name) => (isUp ? answering : unreachable).read(name),
    });
    await assert.rejects(add(ledger, "a"), (error) => error instanceof AzureFault && error.passing);
    isUp = true;
    await add(ledger, "b");
    assert.deepEqual(
      (await ledger.read()).grants.map(({ captureName }) => captureName),
      ["b"],
    );
  });
});
