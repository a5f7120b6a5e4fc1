import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EmailOutbox } from "../../../local/azure/email/emailOutbox.ts";
import { openState } from "../../../local/azure/openState.ts";
import { startEnvironment } from "../../../local/environment/environment.ts";
import { freePorts } from "../../../local/environment/ports.ts";
import { openRecording } from "../../../local/environment/recording.ts";
import { takeStateFolder } from "../../../local/environment/takeStateFolder.ts";
import { VirtualClock } from "../../../local/environment/virtualClock.ts";
import { openStore } from "../../../local/host/store/store.ts";
import { isDeep } from "../../support/depth.ts";
import { openToOthers } from "../../support/openToOthers.ts";
import type { EmailMessage } from "../../../local/azure/email/emailMessage.ts";

const message: EmailMessage = {
  sender: "alerts@example.com",
  to: ["oncall@example.com"],
  ...{ cc: [], bcc: [], attachments: [], headers: {} },
  ...{ subject: "s", text: "t", html: "<p>h</p>" },
};

/** Everything that an environment writes, but for its blobs. Returns what closes it. */
function write(directory: string): () => Promise<void> {
  const release = takeStateFolder(directory);
  const [azure, store] = [
    openState(join(directory, "azure.sqlite")),
    openStore(join(directory, "orchestrations.sqlite")),
  ];
  new EmailOutbox(azure, join(directory, "outbox")).deliver("1", message, 0);
  return async () => {
    store.close();
    azure.close();
    await release();
  };
}

const loosen = async (directory: string) => {
  for (const name of ["", ...(await readdir(directory, { recursive: true }))]) {
    const path = join(directory, name);
    chmodSync(path, statSync(path).isDirectory() ? 0o777 : 0o666);
  }
};

describe("the state files of the local environment", () => {
  const root = mkdtempSync(join(tmpdir(), "state-files-"));
  let usual = 0o022;
  before(() => {
    usual = process.umask(0);
  });
  after(() => {
    process.umask(usual);
    rmSync(root, { recursive: true });
  });

  it("are their owner's alone from the beginning, the databases' companions included", async () => {
    const directory = join(root, "new", "state");
    const close = write(directory);
    const names = await readdir(directory, { recursive: true });
    for (const name of [
      "lock",
      "azure.sqlite",
      "azure.sqlite-wal",
      "azure.sqlite-shm",
      "orchestrations.sqlite-wal",
      "outbox/1.html",
    ])
      assert.ok(names.includes(name), name);
    assert.deepEqual(await openToOthers(directory), []);
    await close();
  });

  it("of earlier, looser environments are closed at the start, and so is their folder", async () => {
    const directory = join(root, "old");
    await write(directory)();
    mkdirSync(join(directory, "blobs", "__blobstorage__"), { recursive: true });
    writeFileSync(join(directory, "blobs", "__blobstorage__", "a"), "packets");
    await loosen(directory);
    assert.ok((await openToOthers(directory)).length > 6);
    const close = write(directory);
    assert.deepEqual(await openToOthers(directory), []);
    await close();
  });

  it("are closed in a folder with other things, which stay as they are; links are not followed", async () => {
    const directory = join(root, "shared");
    mkdirSync(directory);
    const [notes, elsewhere] = [join(directory, "notes.txt"), join(root, "elsewhere")];
    for (const file of [notes, elsewhere]) writeFileSync(file, "");
    mkdirSync(join(directory, "blobs"));
    symlinkSync(elsewhere, join(directory, "blobs", "link"));
    const close = write(directory);
    const open = await openToOthers(directory);
    assert.deepEqual([...open].sort(), ["", "blobs/link", "notes.txt"]);
    assert.equal(statSync(elsewhere).mode & 0o777, 0o666);
    await close();
  });

  it("of a recording are closed, too", async () => {
    const directory = join(root, "recording");
    openRecording(directory).log({} as never);
    assert.deepEqual(await openToOthers(directory), []);
    assert.ok(existsSync(join(directory, `log-${process.pid}.ndjson`)));
  });

  if (isDeep)
    it("of a whole environment, with its blobs, are closed", async () => {
      const directory = join(root, "environment");
      const environment = await startEnvironment({
        clock: new VirtualClock(Date.now()),
        stateDirectory: directory,
        outboxDirectory: join(directory, "outbox"),
        ports: freePorts,
        appDirectory: new URL("../../../", import.meta.url).pathname,
        settings: {},
        log: () => undefined,
      });
      assert.ok((await readdir(directory)).includes("blobs"));
      assert.deepEqual(await openToOthers(directory), []);
      await environment.close();
      assert.deepEqual(await openToOthers(directory), []);
    });
});
