import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { BlockBlobClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { everyNth } from "../../support/depth.ts";
import { FaultyStorage, type StorageFault, type StorageRequest } from "../../support/world/faultyStorage.ts";
import { analyzed, common, World } from "../../support/world/world.ts";

const accountKey = Buffer.from("simulated storage account key").toString("base64");
const pcapHeader = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");
const isRead = ({ from }: StorageRequest): boolean => from !== null;

describe("a capture file that cannot be analyzed", () => {
  let proxy: FaultyStorage;
  let world: World;
  before(async () => {
    proxy = await FaultyStorage.start();
    world = await World.start(analyzed, { storage: proxy.storage });
  });
  afterEach(() => {
    proxy.heal();
  });
  after(async () => {
    await world.close();
    await proxy.close();
  });

  /** Runs an alert to its end, which must be a capture and one email, whatever became of the analysis. */
  async function run(inWorld = world) {
    const { capture, emails } = await inWorld.run(await common("WEB01"));
    assert.equal(capture.outcome, "captured", capture.hint ?? "");
    assert.equal(capture.code, null);
    assert.match(capture.fileUrl ?? "", /\.cap$/);
    assert.equal(emails.length, 1);
    assert.ok(emails[0]?.text.replaceAll(/\s+/g, " ").includes(capture.hint ?? ""), emails[0]?.text);
    return capture;
  }

  const blob = () => {
    const path = proxy.requests.at(-1)?.path.split("?")[0] ?? "";
    const url = new URL(path, proxy.storage.blob.endpoint).href;
    return new BlockBlobClient(url, new StorageSharedKeyCredential("captureonalert", accountKey));
  };
  const put = (bytes: Buffer) => () => blob().uploadData(bytes);

  const readFaults = [
    ["403", { status: 403 }, /^The capture file was not analyzed: .*403.* Grant the app's identity the role/],
    ["404", { status: 404 }, /^The capture file was not analyzed: .*404/],
    ["503", { status: 503 }, /^The capture file was not analyzed: Read the capture file: 503/],
    ["429", { status: 429 }, /^The capture file was not analyzed: Read the capture file: 429/],
    ["a cut connection", "cut", /^The capture file was not analyzed: Read the capture file: /],
  ] as const satisfies readonly (readonly [string, StorageFault, RegExp])[];
  for (const [name, fault, hint] of everyNth(4, readFaults)) {
    it(`is only linked when storage keeps failing: ${name}`, async () => {
      proxy.fail(fault, Infinity, isRead);
      const capture = await run();
      assert.equal(capture.summary, null);
      assert.match(capture.hint ?? "", hint);
    });
    const passes = typeof fault === "string" || fault.status >= 429;
    if (passes)
      it(`is analyzed when storage recovers: ${name}`, async () => {
        proxy.fail(fault, 2, isRead);
        const capture = await run();
        assert.equal(capture.hint, null);
        assert.equal(capture.summary?.file.bytes, capture.bytes);
      });
  }

  it("is only linked when the app may not read its properties, and the hint names the missing right", async () => {
    proxy.fail({ status: 403 });
    const capture = await run();
    assert.deepEqual([capture.summary, capture.bytes], [null, null]);
    assert.match(capture.hint ?? "", /not analyzed: Read the capture file's properties: 403.* Grant /);
  });

  it("is read again from its start when it is replaced while being read", async () => {
    proxy.fail(put(pcapHeader), 1, isRead);
    const capture = await run();
    assert.equal(capture.hint, null);
    assert.deepEqual([capture.summary?.file.bytes, capture.bytes, capture.summary?.packets], [24, 24, 0]);
  });

  it("is only linked when it keeps changing", async () => {
    let version = 0;
    proxy.fail(() => put(Buffer.concat([pcapHeader, Buffer.alloc(100 + ++version)]))(), Infinity, isRead);
    const capture = await run();
    assert.equal(capture.summary, null);
    assert.match(capture.hint ?? "", /^The capture file was not analyzed: It changed while it was read\.$/);
  });

  it("is reported as deleted when it is deleted before the analysis", async () => {
    proxy.fail(() => Promise.resolve(), 1);
    proxy.fail(() => blob().delete(), 1);
    const capture = await run();
    assert.equal(capture.summary, null);
    assert.match(capture.hint ?? "", /^The capture file was not analyzed: It is no longer in storage\.$/);
  });

  it("is reported as no capture file when it has another format", async () => {
    proxy.fail(put(Buffer.from("<html>Sign in</html>")), 1);
    const capture = await run();
    assert.equal(capture.summary, null);
    assert.match(capture.hint ?? "", /^The capture file was not analyzed: It is not a capture file/);
  });

  for (const [name, bytes] of [
    ["a header alone", pcapHeader],
    ["nothing at all", Buffer.alloc(0)],
  ] as const)
    it(`is no trouble when it has no packets: ${name}`, async () => {
      proxy.fail(put(bytes), 1);
      const capture = await run();
      assert.equal(capture.hint, null);
      assert.deepEqual([capture.summary?.packets, capture.summary?.lead], [0, "No packets were read"]);
    });

  it("is analyzed up to its damage", async () => {
    const record = Buffer.from("00000000000000000e0000000e000000ffffffffffff0123456789ab0000", "hex");
    proxy.fail(put(Buffer.concat([pcapHeader, record, Buffer.alloc(5000, 0xff)])), 1);
    const capture = await run();
    assert.equal(capture.hint, null);
    assert.deepEqual([capture.summary?.file.ending, capture.summary?.packets], ["damaged", 1]);
  });

  for (const [setting, hint] of [
    [
      "20000",
      /^The capture file was not analyzed: It has \d\d,\d{3} bytes, and CAPTURE_ANALYZE_MAX_BYTES is 20,000\.$/,
    ],
    ["0", /^The capture file was not analyzed: CAPTURE_ANALYZE_MAX_BYTES is 0\.$/],
  ] as const)
    it(`is only linked, and not read, with CAPTURE_ANALYZE_MAX_BYTES=${setting}`, async () => {
      const other = await World.start({ CAPTURE_ANALYZE_MAX_BYTES: setting }, { storage: proxy.storage });
      try {
        const capture = await run(other);
        assert.equal(capture.summary, null);
        assert.match(capture.hint ?? "", hint);
        assert.equal(proxy.requests.filter(isRead).length, 0);
      } finally {
        await other.close();
      }
    });
});
