import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { findRingFiles } from "../../../src/activities/rings/findRingFiles.ts";
import { connect } from "../../../src/azure/azure.ts";
import { loadConfig } from "../../../src/config.ts";
import { NotYet } from "../../../src/durable/notYet.ts";
import { folderOf, framesAt, putFiles } from "../../support/rings/ringStorage.ts";
import { FaultyStorage, lists } from "../../support/world/faultyStorage.ts";
import { requestPacketCapture } from "../../support/world/requestPacketCapture.ts";
import { vm, vmId, World } from "../../support/world/world.ts";
import type { ActivityInvocation } from "../../../src/activities/activityFunction.ts";
import type { RingFiles } from "../../../src/captures/rings/ringFile.ts";

const watcher = {
  subscriptionId: "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11",
  ...{ resourceGroup: "NetworkWatcherRG", name: "NetworkWatcher_westeurope" },
};

describe("the files of a ring", () => {
  let world: World;
  let storage: FaultyStorage;
  /** Each test has a VM, and so a folder, of its own. */
  let name: string;
  let ring: string;
  let startedAt: number;
  before(async () => {
    storage = await FaultyStorage.start();
    world = await World.start({}, { storage: storage.storage });
  });
  beforeEach(async () => {
    name = `RING-${randomUUID().slice(0, 8)}`;
    ring = `alert-ring-${name}-0123456789abcdef`;
    await world.control("PUT", "/vms", [vm(name)]);
    // Its files in storage are those that a test puts there.
    const storageLocation = { localPath: "/var/captures/ring.cap" };
    const properties = { target: vmId(name), storageLocation, continuousCapture: true };
    const body = JSON.stringify({ properties: { ...properties, captureSettings: { fileCount: 5 } } });
    assert.equal((await requestPacketCapture(world.environment, "PUT", ring, body)).status, 201);
    await world.clock.advance(5000);
    startedAt = world.clock.now();
    await world.clock.advance(600_000);
  });
  afterEach(async () => {
    storage.heal();
    await world.control("PUT", "/faults", []);
  });
  after(async () => {
    await world.close();
    await storage.close();
  });

  const minute = (number: number) => startedAt + number * 60_000;
  const path = (file: string) => `${folderOf(name, startedAt)}/${file}`;
  const put = (files: Readonly<Record<string, Buffer>>, container?: string) =>
    putFiles(storage.storage, files, container);

  async function stop(): Promise<void> {
    assert.equal((await requestPacketCapture(world.environment, "POST", `${ring}/stop`)).status, 202);
    await world.clock.advance(30_000);
  }

  interface Look {
    readonly attempt?: number;
    readonly isLast?: boolean;
    readonly fileUrl?: string | null;
    /** Seconds after the stop. */
    readonly after?: number;
    readonly storagePath?: string | null;
    readonly from?: number;
  }
  /** One try of the step, the ring having been stopped after ten minutes. */
  async function look({ attempt = 1, isLast = false, ...more }: Look = {}): Promise<RingFiles> {
    const { fileUrl = null, after: seconds = 30, storagePath = null, from = minute(-60) } = more;
    const iso = (time: number) => new Date(time).toISOString();
    const session = { captureName: ring, startedAt: iso(startedAt), stoppedAt: iso(minute(10)), storagePath };
    const target = { id: vmId(name), name, location: "westeurope", osType: "Linux" };
    const invocation: ActivityInvocation = {
      ...{ attempt, isLast, now: iso(minute(10) + seconds * 1000), instanceId: "alert-1" },
      ...{ instances: () => assert.fail("no instances"), log: () => undefined },
    };
    const found = await findRingFiles(connect(loadConfig(process.env)))(
      {
        ...{ watcher, sessions: [session], problem: null, fileUrl, from: iso(from) },
        vm: { ...target, powerState: "running", hasAgent: true },
      },
      invocation,
    );
    assert.ok("files" in found, JSON.stringify(found));
    return found;
  }
  const names = ({ files }: RingFiles) =>
    files.map(({ fileUrl }) => decodeURIComponent(new URL(fileUrl).pathname).split("/").at(-1));

  it("are those with packets of its time, oldest first, with their sizes", async () => {
    await put({
      [path("two.cap")]: framesAt(minute(5), minute(9)),
      [path("one.cap")]: framesAt(minute(1), minute(5)),
      [path("before.cap")]: framesAt(minute(-30)),
      [path("after.cap")]: framesAt(minute(14)),
    });
    await stop();
    const found = await look();
    assert.deepEqual(names(found), ["one.cap", "two.cap"]);
    assert.deepEqual(found.files[0]?.bytes, framesAt(0, 0).length);
    assert.equal(found.problem, null);
  });

  it("are neither the capture's own, nor another VM's, nor another session's", async () => {
    const other = `OTHER-${randomUUID().slice(0, 8)}`;
    await world.control("PUT", "/vms", [vm(name), vm(other)]);
    await world.createForeign("foreign", name);
    await world.clock.advance(2000);
    const { storageLocation } = await world.session("foreign");
    const foreign = new URL(storageLocation.storagePath ?? "").pathname.replace(
      /^.*?network-watcher-logs\//,
      "",
    );
    const frames = framesAt(minute(9));
    const urls = await put({
      ...{ [path("ring.cap")]: frames, [path("capture.cap")]: frames, [foreign]: frames },
      [`${folderOf(other, startedAt)}/ring.cap`]: frames,
    });
    await stop();
    assert.deepEqual(names(await look({ fileUrl: urls[path("capture.cap")] ?? "" })), ["ring.cap"]);
  });

  it("are waited for while the ring has not ended", async () => {
    await put({ [path("one.cap")]: framesAt(minute(1)) });
    await assert.rejects(
      look(),
      (error) => error instanceof NotYet && error.message.includes("has not ended yet"),
    );
  });

  it("are told without the last one of a ring that does not end", async () => {
    await put({ [path("one.cap")]: framesAt(minute(1)) });
    const found = await look({ after: 200 });
    assert.deepEqual(names(found), ["one.cap"]);
    assert.equal(found.problem, `The ring ${ring} had not ended; its last file is missing.`);
  });

  it("are found although their session is gone", async () => {
    await put({ [path("one.cap")]: framesAt(minute(1)) });
    await world.deleteCapture(ring);
    await world.clock.advance(30_000);
    assert.deepEqual(await look().then(names), ["one.cap"]);
  });

  it("are waited for while there is none, and then said to be missing", async () => {
    await stop();
    await assert.rejects(look(), NotYet);
    assert.deepEqual(await look({ after: 91 }), {
      files: [],
      problem: "The ring has left no file in storage.",
    });
  });

  it("are found elsewhere in the container by the VM's name once nothing else is", async () => {
    await put({ [`rings/${name.toLowerCase()}/1.cap`]: framesAt(minute(3)) });
    await stop();
    await assert.rejects(look(), NotYet);
    assert.deepEqual(await look({ after: 91 }).then(names), ["1.cap"]);
  });

  it("are found in the container that the service names for the ring", async () => {
    const container = `own-${randomUUID().slice(0, 8)}`;
    const urls = await put({ [path("1.cap")]: framesAt(minute(3)) }, container);
    await stop();
    const found = await look({ storagePath: Object.values(urls)[0] ?? "" });
    assert.deepEqual(
      found.files.map(({ fileUrl }) => fileUrl),
      Object.values(urls),
    );
  });

  it("are none of another account, whatever the service names", async () => {
    await put({ [path("1.cap")]: framesAt(minute(3)) });
    await stop();
    const found = await look({ storagePath: "https://stranger.blob.core.windows.net/c/1.cap" });
    assert.ok(found.files.every(({ fileUrl }) => fileUrl.startsWith(storage.storage.blob.endpoint)));
  });

  it("leave out what is older than needed", async () => {
    await put({
      [path("a.cap")]: framesAt(minute(1)),
      [path("b.cap")]: framesAt(minute(3)),
      [path("c.cap")]: framesAt(minute(7)),
    });
    await stop();
    assert.deepEqual(await look({ from: minute(5) }).then(names), ["b.cap", "c.cap"]);
  });

  it("may not be listed: the report says which right is missing", async () => {
    storage.fail({ status: 403, code: "AuthorizationPermissionMismatch" }, Infinity, lists);
    await stop();
    const { files, problem } = await look();
    assert.deepEqual(files, []);
    assert.match(problem ?? "", /^List the capture files: 403 .*Grant the app's identity the role/);
  });

  it("are listed again after a transient fault, and given up after some", async () => {
    storage.fail({ status: 503 }, Infinity, lists);
    await stop();
    await assert.rejects(look(), /List the capture files: 503/);
    await assert.rejects(look({ after: 400 }), /List the capture files: 503/);
    assert.match((await look({ after: 400, attempt: 4 })).problem ?? "", /^List the capture files: 503/);
  });

  it("are found although one of them cannot be read, or Azure does not list its sessions", async () => {
    const time = new Date(minute(3)).toISOString().slice(11, 19).replaceAll(":", "_");
    const named = `packetcapture_${time}_000.cap`;
    await put({ [path("one.cap")]: framesAt(minute(1)), [path(named)]: framesAt(minute(3)) });
    await stop();
    storage.fail({ status: 403 }, Infinity, ({ path: asked }) => asked.includes(named));
    await world.control("PUT", "/faults", [{ method: "GET", path: "/packetCaptures\\?", status: 403 }]);
    const found = await look();
    assert.deepEqual(names(found), ["one.cap", named]);
    assert.match(
      found.problem ?? "",
      /List the packet captures: 403.*Read the beginning of a capture file: 403/,
    );
  });
});
