import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, it } from "node:test";
import { Tokens } from "../../local/azure/identity/tokens.ts";
import { hostConnection } from "../../local/environment/blobStorage.ts";
import { createAppStorage, type AppStorage } from "../../src/azure/appStorage.ts";
import { AzureFault } from "../../src/azure/azureFault.ts";
import { loadConfig } from "../../src/config.ts";
import { sharedStorage } from "../support/world/sharedStorage.ts";
import type { TokenCredential } from "@azure/identity";

const required = {
  CAPTURE_STORAGE_ACCOUNT_ID:
    "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captureonalert",
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "alerts@example.com",
  EMAIL_ENDPOINT: "https://email.example.com",
};
const noCredential: TokenCredential = {
  getToken: () => Promise.reject(new Error("A connection string needs no token.")),
};
let connection = "";

/** The records of an app of this name; the account is opened with its key. */
const storageOf = (app: string, settings: Record<string, string> = {}): AppStorage =>
  createAppStorage(
    loadConfig({ ...required, AzureWebJobsStorage: connection, WEBSITE_SITE_NAME: app, ...settings }),
    noCredential,
  );

describe("appStorage", () => {
  before(async () => {
    connection = hostConnection((await sharedStorage()).blob.endpoint);
  });

  it("writes a record only if it is still at the version that was read", async () => {
    const storage = storageOf(randomUUID());
    assert.equal(await storage.read("grants"), null);
    const first = await storage.write("grants", "ä", null);
    assert.ok(first !== null);
    assert.equal(await storage.write("grants", "b", null), null);
    assert.deepEqual(await storage.read("grants"), { text: "ä", version: first });
    const second = await storage.write("grants", "", first);
    assert.ok(second !== null && second !== first);
    assert.equal(await storage.write("grants", "c", first), null);
    assert.deepEqual(await storage.read("grants"), { text: "", version: second });
  });

  it("removes a record, also one that is not there, and no version of it can be written then", async () => {
    const storage = storageOf(randomUUID());
    await storage.remove("none");
    const version = await storage.write("lock", "a", null);
    await storage.remove("lock");
    assert.equal(await storage.read("lock"), null);
    assert.equal(await storage.write("lock", "b", version), null);
  });

  it("loses no change of two instances that write at the same time", async () => {
    const app = randomUUID();
    const add = async (storage: AppStorage): Promise<void> => {
      for (;;) {
        const found = await storage.read("count");
        const next = String(Number(found?.text ?? 0) + 1);
        if ((await storage.write("count", next, found?.version ?? null)) !== null) return;
      }
    };
    await Promise.all([storageOf(app), storageOf(app)].map((one) => Promise.all([add(one), add(one)])));
    assert.equal((await storageOf(app).read("count"))?.text, "4");
  });

  it("keeps the records of two apps with one storage account apart", async () => {
    const [one, other] = [storageOf(randomUUID()), storageOf(randomUUID())];
    await one.write("grants", "mine", null);
    assert.equal(await other.read("grants"), null);
  });

  it("opens the account with an identity, where the host does", async () => {
    const { token, expiresOn } = new Tokens("a2V5").issue(
      "https://storage.azure.com",
      { clientId: randomUUID(), objectId: randomUUID() },
      3600,
    );
    const app = randomUUID();
    const { blob } = await sharedStorage();
    const uri = `${new URL(blob.endpoint).origin}/captureonalerthost`;
    const config = loadConfig({
      ...required,
      AzureWebJobsStorage__blobServiceUri: uri,
      WEBSITE_SITE_NAME: app,
    });
    const withToken = createAppStorage(config, {
      getToken: () => Promise.resolve({ token, expiresOnTimestamp: expiresOn * 1000 }),
    });
    await withToken.write("grants", "by token", null);
    assert.equal((await storageOf(app).read("grants"))?.text, "by token");
  });

  it("fails with a passing fault when nothing answers", async () => {
    const silent = connection.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:9");
    const storage = storageOf("app", { AzureWebJobsStorage: silent });
    const passing = (error: unknown) => error instanceof AzureFault && error.passing;
    await assert.rejects(storage.read("grants"), passing);
    await assert.rejects(storage.write("grants", "a", null), passing);
  });
});
