import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { BlockBlobClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { EventLog } from "../../support/eventLog.ts";
import { FaultyStorage } from "../../support/world/faultyStorage.ts";
import { analyzed, common, World } from "../../support/world/world.ts";
import type { EvidenceRecord } from "../../../src/captures/evidence/evidenceRecord.ts";
import type { StorageFault, StorageRequest } from "../../support/world/faultyStorage.ts";

const settings = { ...analyzed, EVIDENCE_RECORD: "blob", AZURE_TIMEOUT_SECONDS: "5" };
const accountKey = Buffer.from("simulated storage account key").toString("base64");
const isWrite = ({ method, path }: StorageRequest) => method === "PUT" && path.includes(".evidence.json");
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Puts a file there, as whoever has the account's key can. */
const put = (url: string, bytes: Buffer) =>
  new BlockBlobClient(url, new StorageSharedKeyCredential("captureonalert", accountKey)).uploadData(bytes);

describe("evidence records beside capture files (EVIDENCE_RECORD=blob)", () => {
  const log = new EventLog();
  let world: World;
  let storage: FaultyStorage;
  before(async () => {
    storage = await FaultyStorage.start();
    world = await World.start(settings, { log: log.add, storage: storage.storage });
  });
  afterEach(() => {
    storage.heal();
  });
  after(async () => {
    await world.close();
    await storage.close();
    process.env.EVIDENCE_RECORD = "";
  });

  /** Runs an alert to its end, with this fault of writes; what was logged of records. */
  async function run(fault: StorageFault | null, times = Infinity, vms: readonly string[] = ["WEB01"]) {
    const logged = log.all().length;
    if (fault !== null) storage.fail(fault, times, isWrite);
    const run = await world.run(await common(...vms));
    const isOfRecord = (event: string) => event.startsWith("evidence.");
    const events = log
      .all()
      .slice(logged)
      .filter(({ event }) => isOfRecord(event));
    const [receipt] = run.outcome.evidence;
    return { ...run, events, receipt, writes: storage.requests.filter(isWrite).length };
  }
  const recordAt = async (url: string | null | undefined) =>
    JSON.parse((await world.environment.readBlob(url ?? "")).toString()) as EvidenceRecord;
  const eventsOf = (events: Awaited<ReturnType<typeof run>>["events"]) => events.map(({ event }) => event);

  it("have the hash of the file, the version that was read, and the facts of the capture", async () => {
    const { capture, receipt, events, emails, writes } = await run(null);
    const url = `${capture.fileUrl ?? ""}.evidence.json`;
    assert.deepEqual(receipt, { vmId: capture.vmId, url, error: null });
    const file = await world.environment.readBlob(capture.fileUrl ?? "");
    const text = await world.environment.readBlob(url);
    const record = await recordAt(url);
    const [own] = record.captures;
    assert.deepEqual(own?.file, {
      ...{ url: capture.fileUrl, guestPath: null, bytes: file.length },
      ...{ sha256: digest(file), etag: capture.etag },
    });
    assert.ok(own.analysis !== null && own.analysis.packets > 0);
    assert.deepEqual(
      [record.complete, record.alert?.rule, record.captures.length],
      [true, "net-out-high", 1],
    );
    assert.deepEqual(
      events.map(({ event, fields }) => [event, fields.sha256, fields.bytes]),
      [["evidence.written", digest(text), text.length]],
    );
    assert.deepEqual([emails.length, writes], [1, 1]);
  });

  it("are written again with the same content when an answer was lost, and once in all", async () => {
    const { receipt, events, emails, writes } = await run("stall", 1);
    assert.ok(receipt?.error === null && receipt.url !== null);
    assert.deepEqual([eventsOf(events), writes, emails[0]?.posts], [["evidence.written"], 2, 1]);
    const { length } = await world.environment.readBlob(receipt.url);
    assert.equal(events[0]?.fields.bytes, length);
  });

  for (const [what, status, code] of [
    ["may not overwrite what it has written", 403, "UnauthorizedBlobOverwrite"],
    ["finds its own record immutable", 409, "BlobImmutableDueToPolicy"],
  ] as const)
    it(`are there when the app ${what}`, async () => {
      const { receipt, events, writes } = await run({ status, code, isDone: true }, 1);
      assert.ok(receipt?.error === null && receipt.url !== null);
      const stored = await world.environment.readBlob(receipt.url);
      assert.deepEqual(
        events.map(({ event, fields }) => [event, fields.sha256]),
        [["evidence.written", digest(stored)]],
      );
      assert.equal(writes, 1);
    });

  it("are retried while storage is throttled, and the email does not wait for them", async () => {
    const before = world.clock.now();
    const { receipt, emails, writes } = await run({ status: 503, code: "ServerBusy" }, 2);
    assert.ok(receipt?.error === null);
    assert.deepEqual([writes, emails.length, emails[0]?.posts], [3, 1, 1]);
    assert.ok(world.clock.now() - before < 120_000);
  });

  it("are given up after a few minutes of a storage that is away; the output has the reason", async () => {
    const { outcome, receipt, events, emails, writes } = await run({ status: 503, code: "ServerBusy" });
    assert.match(receipt?.error ?? "", /^Write the evidence record: 503 ServerBusy/);
    assert.deepEqual([receipt?.url, writes, emails.length, outcome.report?.error], [null, 4, 1, null]);
    assert.deepEqual(eventsOf(events), ["evidence.failed"]);
  });

  it("are not retried where the app may not write; the reason names the action", async () => {
    const { receipt, events, emails, writes } = await run({
      status: 403,
      code: "AuthorizationPermissionMismatch",
    });
    assert.match(
      receipt?.error ?? "",
      /403 AuthorizationPermissionMismatch.* needs Microsoft\.Storage\/storageAccounts\/blobServices\/containers\/blobs\/add\/action /,
    );
    assert.deepEqual([writes, emails.length], [1, 1]);
    assert.deepEqual(
      events.map(({ event, fields }) => [event, fields.status]),
      [["evidence.failed", 403]],
    );
  });

  for (const [what, content] of [
    ["text", Buffer.from("not a record")],
    ["nothing", Buffer.alloc(0)],
    ["more than any record has", Buffer.alloc(300_000, "a")],
    ["another record", Buffer.from('{"schema":"capture-on-alert/evidence/1","captures":[]}')],
  ] as const)
    it(`never overwrite a file of their name that holds ${what}`, async () => {
      let url = "";
      const { receipt, events, emails } = await run(async () => {
        url = storage.requests.find(isWrite)?.path ?? "";
        const { origin } = new URL(storage.storage.blob.endpoint);
        url = `${origin}${url.replace(/\?.*/, "")}`;
        await put(url, content);
      }, 1);
      assert.match(receipt?.error ?? "", /^There is already a file of this name with another content/);
      assert.deepEqual([receipt?.url, emails.length, eventsOf(events)], [null, 1, ["evidence.failed"]]);
      assert.ok((await world.environment.readBlob(url)).equals(content));
    });

  it("are one for each VM, with what is common to all of them", async () => {
    const { outcome } = await run(null, 0, ["WEB01", "WEB02", "NONE01"]);
    assert.equal(outcome.evidence.length, 2);
    const records = await Promise.all(outcome.evidence.map(({ url }) => recordAt(url)));
    assert.deepEqual(
      records.map(({ captures }) => captures.map(({ vm }) => vm.name)),
      [["WEB01"], ["WEB02"]],
    );
    const [one, other] = records.map((record) => ({ ...record, captures: [] }));
    assert.deepEqual(one, other);
  });

  it("are the starter's alone where another alert has joined its capture", async () => {
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const second = await world.fire(await common("WEB01"));
    const outcomes = [await world.outcome(first), await world.outcome(second)];
    assert.deepEqual(
      outcomes.map(({ evidence }) => evidence.length),
      [1, 0],
    );
    const record = await recordAt(outcomes[0]?.evidence[0]?.url);
    assert.deepEqual([record.joinedAlerts.listed.length, record.joinedAlerts.more], [1, 0]);
  });

  it("have the hash of the version that was read when the file changes meanwhile", async () => {
    const isRead = ({ from, path }: StorageRequest) => from !== null && path.endsWith(".cap");
    const change = async () => {
      const path = storage.requests.find(isRead)?.path ?? "";
      const url = new URL(path, storage.storage.blob.endpoint).href;
      const whole = await world.environment.readBlob(url);
      await put(url, Buffer.concat([whole, whole.subarray(24)]));
    };
    storage.fail(change, 1, isRead);
    const { capture, receipt } = await run(null);
    const ranges = storage.requests.filter(isRead).map(({ ifMatch }) => ifMatch);
    assert.ok(ranges.length === 2 && ranges[0] !== ranges[1]);
    assert.equal(capture.etag, ranges[1]);
    assert.equal(capture.sha256, digest(await world.environment.readBlob(capture.fileUrl ?? "")));
    assert.equal((await recordAt(receipt?.url)).captures[0]?.file?.sha256, capture.sha256);
  });
});
