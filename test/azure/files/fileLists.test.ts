import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ContainerClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { listen } from "../../../local/azure/http/listener.ts";
import { Tokens } from "../../../local/azure/identity/tokens.ts";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { createFileLists } from "../../../src/azure/files/fileLists.ts";
import { loadConfig } from "../../../src/config.ts";
import { FaultyStorage, lists } from "../../support/world/faultyStorage.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";

const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg";
const settings = {
  CAPTURE_STORAGE_ACCOUNT_ID: `${group}/providers/Microsoft.Storage/storageAccounts/captureonalert`,
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "alerts@example.com",
  EMAIL_ENDPOINT: "https://mail.example.com",
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
};
const { token, expiresOn } = new Tokens("a2V5").issue(
  "https://storage.azure.com",
  { clientId: "00000000-0000-0000-0000-00000000000a", objectId: "00000000-0000-0000-0000-00000000000b" },
  3600,
);
const credential = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: expiresOn * 1000 }) };
const accountKey = Buffer.from("simulated storage account key").toString("base64");
const names = ["listing/a 1.cap", "listing/z/3.cap", "listing/ü#2.cap"];

const fault = (status: number | null, passing: boolean) => (error: unknown) =>
  error instanceof AzureFault && error.status === status && error.passing === passing;

describe("fileLists", () => {
  let proxy: FaultyStorage;
  const endpoint = () => proxy.storage.blob.endpoint;
  const create = (at: () => string, more: Readonly<Record<string, string>> = {}) =>
    createFileLists(loadConfig({ ...settings, ...more }), credential, {
      blobEndpoints: () => Promise.resolve([at()]),
    });
  const files = create(endpoint);
  before(async () => {
    proxy = await FaultyStorage.start();
    const key = new StorageSharedKeyCredential("captureonalert", accountKey);
    const container = new ContainerClient(`${endpoint()}/listed`, key);
    await container.createIfNotExists();
    for (const name of [...names, "other.cap"])
      await container.getBlockBlobClient(name).upload("packets", 7, {});
  });
  afterEach(() => {
    proxy.heal();
  });
  after(() => proxy.close());

  it("lists the files whose names begin so, with their sizes and times", async () => {
    const listed = await files.list(`${endpoint()}/listed`, "listing/");
    assert.ok(listed?.isComplete === true);
    assert.deepEqual(
      listed.files.map(({ path, bytes }) => [path, bytes]),
      names.map((name) => [name, 7]),
    );
    for (const { createdAt, modifiedAt } of listed.files)
      for (const time of [createdAt, modifiedAt]) assert.ok(Math.abs(Date.parse(time) - Date.now()) < 3.6e6);
  });

  it("gives each file an address at which it is read", async () => {
    const listed = await files.list(`${endpoint()}/listed`, "listing/");
    for (const { fileUrl } of listed?.files ?? []) {
      const head = await files.head(fileUrl, 100);
      assert.equal(Buffer.from(head ?? []).toString(), "packets", fileUrl);
    }
  });

  it("reads no more of a file than it is asked for, and nothing of one that is gone", async () => {
    const head = await files.head(`${endpoint()}/listed/other.cap`, 3);
    assert.equal(Buffer.from(head ?? []).toString(), "pac");
    assert.equal(await files.head(`${endpoint()}/listed/none.cap`, 3), null);
  });

  it("lists nothing of a container that does not exist", async () => {
    assert.equal(await files.list(`${endpoint()}/none`, ""), null);
  });

  it("names the container of a file, and the usual one without any", async () => {
    assert.equal(await files.containerOf(`${endpoint()}/listed/a/b.cap`), `${endpoint()}/listed`);
    const stack = create(endpoint, { AZURE_RESOURCE_MANAGER_ENDPOINT: "https://management.stack.example" });
    assert.equal(await stack.containerOf(null), `${endpoint()}/network-watcher-logs`);
  });

  it("refuses what is in another account, without a token", async () => {
    const url = "https://stranger.blob.core.windows.net/listed/a.cap";
    assert.equal(await files.containerOf(url), null);
    await assert.rejects(files.head(url, 10), /another host/);
  });

  it("knows an account by its name, where that is one account's in the whole world", async () => {
    const public_ = createFileLists(loadConfig(settings), credential, {
      blobEndpoints: () => assert.fail("Azure was asked"),
    });
    const own = "https://captureonalert.blob.core.windows.net";
    assert.equal(await public_.containerOf(null), `${own}/network-watcher-logs`);
    assert.equal(await public_.containerOf(`${own}/mine/a.cap?sig=x`), `${own}/mine`);
  });

  it("says that it may not list, and that storage did not answer in time", async () => {
    proxy.fail({ status: 403, code: "AuthorizationPermissionMismatch" }, 1, lists);
    await assert.rejects(files.list(`${endpoint()}/listed`, ""), fault(403, false));
    proxy.fail("stall", 1, lists);
    const hasty = create(endpoint, { AZURE_TIMEOUT_SECONDS: "1" });
    await assert.rejects(hasty.list(`${endpoint()}/listed`, ""), fault(null, true));
  });
});

describe("a list of files without an end", () => {
  it("is read for twenty pages, and known to be incomplete", async () => {
    let pages = 0;
    const handle: Parameters<typeof listen>[0]["handle"] = (_request, response) => {
      pages += 1;
      const blob = `<Blob><Name>${pages}.cap</Name><Properties><Last-Modified>Thu, 26 Nov 2026 10:00:00 GMT</Last-Modified><Content-Length>5</Content-Length></Properties></Blob>`;
      response.writeHead(200, { "content-type": "application/xml" });
      response.end(
        `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>${blob}</Blobs><NextMarker>m${pages}</NextMarker></EnumerationResults>`,
      );
    };
    const listener = await listen({ port: 0, tls: (await sharedStorage()).tls, handle });
    try {
      const endpoint = `https://127.0.0.1:${listener.port}/captureonalert`;
      const files = createFileLists(loadConfig(settings), credential, {
        blobEndpoints: () => Promise.resolve([endpoint]),
      });
      const listed = await files.list(`${endpoint}/c`, "");
      assert.deepEqual([listed?.files.length, listed?.isComplete, pages], [20, false, 20]);
      // Storage may leave out when a file was made.
      assert.equal(listed?.files[0]?.createdAt, "2026-11-26T10:00:00.000Z");
    } finally {
      await listener.close();
    }
  });
});
