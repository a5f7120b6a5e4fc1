import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { BlockBlobClient, ContainerClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { Tokens } from "../../local/azure/identity/tokens.ts";
import { AzureFault } from "../../src/azure/azureFault.ts";
import { createCaptureFiles, type CaptureFiles, type StoredFile } from "../../src/azure/captureFiles.ts";
import { loadConfig } from "../../src/config.ts";
import { FaultyStorage } from "../support/world/faultyStorage.ts";

const mebibyte = 1024 * 1024;
const rangeBytes = 4 * mebibyte;
const accountKey = Buffer.from("simulated storage account key").toString("base64");
const never = new AbortController().signal;

const settings = {
  CAPTURE_STORAGE_ACCOUNT_ID:
    "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captureonalert",
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "alerts@example.com",
  EMAIL_ENDPOINT: "https://email.example.com",
};

const { token, expiresOn } = new Tokens("a2V5").issue(
  "https://storage.azure.com",
  { clientId: "00000000-0000-0000-0000-00000000000a", objectId: "00000000-0000-0000-0000-00000000000b" },
  3600,
);
const credential = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: expiresOn * 1000 }) };

describe("captureFiles", () => {
  let proxy: FaultyStorage;
  const create = (more: Readonly<Record<string, string>> = {}) =>
    createCaptureFiles(loadConfig({ ...settings, ...more }), credential, {
      blobEndpoints: () => Promise.resolve([proxy.storage.blob.endpoint]),
    });
  const files = create();
  const hasty = create({ AZURE_TIMEOUT_SECONDS: "1" });
  const content = randomBytes(8 * mebibyte + 12_345);
  before(async () => {
    proxy = await FaultyStorage.start();
    const key = new StorageSharedKeyCredential("captureonalert", accountKey);
    await new ContainerClient(`${proxy.storage.blob.endpoint}/reading`, key).createIfNotExists();
    await store("whole.cap", content);
  });
  afterEach(() => {
    proxy.heal();
  });
  after(() => proxy.close());

  const urlOf = (name: string) => `${proxy.storage.blob.endpoint}/reading/${name}`;
  const store = (name: string, bytes: Buffer) =>
    new BlockBlobClient(urlOf(name), new StorageSharedKeyCredential("captureonalert", accountKey)).uploadData(
      bytes,
    );

  async function open(name: string, by: CaptureFiles = files): Promise<StoredFile> {
    const file = await by.open(urlOf(name));
    assert.ok(file !== null);
    return file;
  }

  /** The bytes in order; each chunk is copied, as its buffer is used again. */
  async function read(file: StoredFile, signal = never): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of file.chunks(signal)) {
      assert.ok(chunk.length <= rangeBytes);
      chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
  }

  const rangesAsked = () => proxy.requests.flatMap(({ from }) => (from === null ? [] : from / rangeBytes));
  const isRange = (range: number) => (request: { from: number | null }) =>
    request.from === range * rangeBytes;
  const fault = (status: number | null, passing: boolean) => (error: unknown) =>
    error instanceof AzureFault && error.status === status && error.passing === passing;

  it("reads a file range by range, in order", async () => {
    const file = await open("whole.cap");
    assert.equal(file.bytes, content.length);
    assert.ok((await read(file)).equals(content));
    assert.deepEqual(rangesAsked(), [0, 1, 2]);
  });

  for (const bytes of [0, 1, 24, rangeBytes, 2 * rangeBytes])
    it(`reads a file of ${bytes} bytes`, async () => {
      await store("sized.cap", content.subarray(0, bytes));
      const file = await open("sized.cap");
      assert.equal(file.bytes, bytes);
      assert.ok((await read(file)).equals(content.subarray(0, bytes)));
      assert.equal(rangesAsked().length, Math.ceil(bytes / rangeBytes));
    });

  it("tells the version that it reads, and reads each range only of that one", async () => {
    const { etag: older } = await open("whole.cap");
    await store("whole.cap", content);
    const file = await open("whole.cap");
    await read(file);
    assert.ok(older !== null && file.etag !== null && older !== file.etag);
    const conditions = proxy.requests.filter(({ from }) => from !== null).map(({ ifMatch }) => ifMatch);
    assert.deepEqual(conditions, [file.etag, file.etag, file.etag]);
  });

  it("returns null when there is no file", async () => {
    assert.equal(await files.open(urlOf("none.cap")), null);
    assert.equal(await files.size(urlOf("none.cap")), null);
  });

  it("requests again only the range in which the connection was cut", async () => {
    proxy.fail("cut", 2, isRange(1));
    assert.ok((await read(await open("whole.cap"))).equals(content));
    assert.deepEqual(rangesAsked().toSorted(), [0, 1, 1, 1, 2]);
  });

  it("gives up a stalled range after AZURE_TIMEOUT_SECONDS, and requests it again", async () => {
    proxy.fail("stall", 1, isRange(2));
    assert.ok((await read(await open("whole.cap", hasty))).equals(content));
    // On a busy machine another range may time out as well.
    assert.ok(rangesAsked().filter((range) => range === 2).length >= 2);
  });

  for (const kind of ["cut", "stall"] as const)
    it(`reports a transient fault when the connection stays broken: ${kind}`, async () => {
      proxy.fail(kind, Infinity, isRange(1));
      await assert.rejects(read(await open("whole.cap", hasty)), fault(null, true));
      assert.equal(rangesAsked().filter((range) => range === 1).length, 3);
    });

  for (const [status, passing] of [
    [403, false],
    [404, false],
    [429, true],
    [500, true],
    [503, true],
  ] as const)
    it(`does not retry at once when storage answers ${status}`, async () => {
      proxy.fail({ status }, 1, isRange(1));
      await assert.rejects(read(await open("whole.cap")), fault(status, passing));
      assert.deepEqual(
        rangesAsked().filter((range) => range < 2),
        [0, 1],
      );
    });

  for (const [change, bytes] of [
    ["grows", rangeBytes * 3],
    ["shrinks", 100],
    ["is replaced by one of its size", rangeBytes * 2 + 5],
  ] as const)
    it(`notices a file that ${change} while it is read`, async () => {
      await store("changing.cap", content.subarray(0, rangeBytes * 2 + 5));
      const file = await open("changing.cap");
      proxy.fail(() => store("changing.cap", content.subarray(1, 1 + bytes)), 1, isRange(1));
      await assert.rejects(read(file), fault(412, false));
    });

  it("ends when it is aborted, even in the middle of a stalled range", async () => {
    proxy.fail("stall", Infinity, isRange(1));
    const stopping = new AbortController();
    const seen: number[] = [];
    const begun = performance.now();
    const file = await open("whole.cap");
    await assert.rejects(
      async () => {
        for await (const chunk of file.chunks(stopping.signal)) {
          seen.push(chunk.length);
          while (!rangesAsked().includes(1)) await setTimeout(5);
          await setTimeout(50);
          stopping.abort();
        }
      },
      fault(null, true),
    );
    assert.deepEqual(seen, [rangeBytes]);
    assert.ok(performance.now() - begun < 15_000, "sooner than the 20 seconds that bound the range");
    assert.equal(rangesAsked().filter((range) => range === 1).length, 1);
  });

  it("has at most one pending range when its consumer stops", async () => {
    for await (const chunk of (await open("whole.cap")).chunks(never)) {
      assert.equal(chunk.length, rangeBytes);
      break;
    }
    await setTimeout(100);
    assert.ok(rangesAsked().every((range) => range < 2));
  });
});
