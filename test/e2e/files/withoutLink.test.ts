import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { BlobClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { asksForKey, FaultyStorage } from "../../support/world/faultyStorage.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { account, accountId, accountKey } from "../../support/world/simulation.ts";
import { common, vm, World } from "../../support/world/world.ts";
import type { Problem } from "../../../src/api/problem.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

interface Asked {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly problem: Problem;
}

async function ask(world: World, id: string, headers: Record<string, string> = {}): Promise<Asked> {
  const url = `${world.environment.url}/api/captures/${id}/file`;
  const response = await fetch(url, { headers, redirect: "manual" });
  const text = await response.text();
  const problem = (text === "" ? {} : JSON.parse(text)) as Problem;
  return { status: response.status, retryAfter: response.headers.get("retry-after"), problem };
}

describe("a capture file that cannot be linked", () => {
  let world: World;
  let storage: FaultyStorage;
  let id = "";
  let capture: CaptureOutcome | undefined;
  const events: string[] = [];
  before(async () => {
    storage = await FaultyStorage.start();
    const log = ({ message }: { message: string }) => void events.push(message);
    world = await World.start({}, { log, storage: storage.storage });
    const instance = await world.fire(await common("WEB01"));
    id = instance.id;
    [capture] = (await world.outcome(instance)).captures;
    storage.heal();
  });
  after(async () => {
    await world.close();
    await storage.close();
  });

  const command = () =>
    `az storage blob download --auth-mode login --blob-url "${capture?.fileUrl ?? ""}" --file "${capture?.captureName ?? ""}.cap"`;

  /** The account as Resource Manager shows it, with another firewall. */
  const withFirewall = async (properties: object, forwardedFor: string | null): Promise<Asked> => {
    const primaryEndpoints = { blob: `${storage.storage.blob.endpoint}/` };
    const body = { id: accountId, properties: { primaryEndpoints, ...properties } };
    const path = `/storageAccounts/${account}`;
    await world.control("PUT", "/faults", [{ method: "GET", path, status: 200, body }]);
    const asked = await ask(world, id, forwardedFor === null ? {} : { "X-Forwarded-For": forwardedFor });
    await world.control("PUT", "/faults", []);
    return asked;
  };

  it("comes with a command when the app's identity has no role for links", async () => {
    storage.fail({ status: 403, code: "AuthorizationPermissionMismatch" }, 1, asksForKey);
    const { status, problem } = await ask(world, id);
    assert.equal(status, 409);
    assert.deepEqual(problem.commands, [command()]);
    assert.match(problem.detail, /needs the role Storage Blob Data Reader at the storage account itself/);
    const event = JSON.parse(events.find((line) => line.includes("linkFailed")) ?? "{}") as object;
    assert.partialDeepStrictEqual(event, {
      event: "capture.linkFailed",
      instanceId: id,
      vmId: capture?.vmId,
      status: 403,
      code: "AuthorizationPermissionMismatch",
      passing: false,
    });
  });

  it("comes with a command when the account's firewall shuts the app out", async () => {
    storage.fail({ status: 403, code: "AuthorizationFailure" });
    const { status, problem } = await ask(world, id);
    assert.equal(status, 409);
    assert.deepEqual(problem.commands, [command()]);
    assert.match(problem.detail, /^The storage account's firewall does not admit the app\./);
    storage.heal();
  });

  it("is a 503 with Retry-After while storage or Resource Manager does not answer well", async () => {
    storage.fail({ status: 503 }, 1, asksForKey);
    const { status, retryAfter, problem } = await ask(world, id);
    assert.deepEqual([status, retryAfter], [503, "15"]);
    assert.match(problem.detail, /^The link cannot be made now\. Ask for a key/);
    assert.equal((await ask(world, id)).status, 302);
  });

  const deny = (...ranges: string[]) => ({
    networkAcls: { defaultAction: "Deny", ipRules: ranges.map((value) => ({ value, action: "Allow" })) },
  });

  it("comes with a command when the account's firewall does not admit the caller", async () => {
    for (const [properties, from] of [
      [deny("198.51.100.0/24"), "203.0.113.9:51234"],
      [deny(), "203.0.113.9"],
      [{ publicNetworkAccess: "Disabled" }, "203.0.113.9:51234"],
    ] as const) {
      const { status, problem } = await withFirewall(properties, from);
      assert.equal(status, 409);
      assert.deepEqual(problem.commands, [command()]);
      assert.match(problem.detail, /^The storage account's firewall does not admit your address/);
    }
  });

  it("is linked for a caller whom the firewall admits, or of whom that is not known", async () => {
    for (const [properties, from] of [
      [deny("203.0.113.0/24"), "203.0.113.9:51234"],
      [deny("203.0.113.9"), "10.0.0.1, 203.0.113.9:51234"],
      [{ networkAcls: { defaultAction: "Allow" } }, "203.0.113.9:51234"],
      [deny(), null],
    ] as const)
      assert.equal((await withFirewall(properties, from)).status, 302, String(from));
  });

  it("is linked when Resource Manager does not tell the firewall", async () => {
    await world.control("PUT", "/faults", [{ path: `/storageAccounts/${account}`, status: 403 }]);
    assert.equal((await ask(world, id)).status, 302);
    await world.control("PUT", "/faults", []);
  });

  it("is not there while the capture runs", async () => {
    const running = await world.fire(await common("WEB02"));
    await world.reach(running, "capturing");
    const { status, problem } = await ask(world, running.id);
    assert.deepEqual(
      [status, problem.detail],
      [409, "The capture is still running. Its file is there when it has ended."],
    );
    await world.outcome(running);
  });

  it("is a 404 with the reason after storage has deleted it", async () => {
    const key = new StorageSharedKeyCredential(account, accountKey);
    await new BlobClient(capture?.fileUrl ?? "", key).delete();
    const { status, problem } = await ask(world, id);
    assert.deepEqual([status, problem.detail], [404, "The capture file is no longer in storage."]);
  });

  it("is a 404 with the code when the capture has failed", async () => {
    await world.control("PUT", "/vms", [vm("WEB02", { powerState: "deallocated" })]);
    const failed = await world.fire(await common("WEB02"));
    await world.outcome(failed);
    const { status, problem } = await ask(world, failed.id);
    assert.deepEqual(
      [status, problem.detail],
      [404, "The capture left no file in storage (vm-not-running)."],
    );
  });
});

it("a file that is only on the VM is not linked, and the answer says where it is", async () => {
  await inWorld({ CAPTURE_STORE: "guest" }, async (world) => {
    const instance = await world.fire(await common("WEB02"));
    const [capture] = (await world.outcome(instance)).captures;
    const { status, problem } = await ask(world, instance.id);
    assert.equal(status, 409);
    assert.match(capture?.guestPath ?? "", /^\/var\/captures\//);
    assert.equal(
      problem.detail,
      `The capture file is only on the VM WEB02: copy ${capture?.guestPath ?? ""} there.`,
    );
  });
});

it("a file of an account that the app no longer has is not linked", async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), "links-"));
  const first = await World.start({ CAPTURE_FILE_RETENTION_DAYS: "30" }, { stateDirectory });
  const instance = await first.fire(await common("WEB01"));
  await first.outcome(instance);
  await first.close();
  const moved = { CAPTURE_STORAGE_ACCOUNT_ID: accountId.replace(/\w+$/, "another") };
  const second = await World.start(moved, { stateDirectory, startAt: first.clock.now() });
  const { status, problem } = await ask(second, instance.id);
  assert.equal(status, 404);
  assert.match(problem.detail, /not in the app's storage account/);
  await second.close();
  process.env.CAPTURE_STORAGE_ACCOUNT_ID = "";
  rmSync(stateDirectory, { recursive: true });
});
