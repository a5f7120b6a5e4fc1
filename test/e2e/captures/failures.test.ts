import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { common, legacy, vm, vmId, World } from "../../support/world/world.ts";
import type { FailureCode } from "../../../src/captures/outcome/failureCode.ts";

const ended = (state: string, errors: string[]) => ({
  method: "POST",
  path: "/queryStatus",
  status: 200,
  body: {
    name: "capture",
    id: "/capture",
    captureStartTime: "2026-11-23T02:00:00Z",
    packetCaptureStatus: state,
    stopReason: "",
    packetCaptureError: errors,
  },
});

describe("a failed capture ends with its code, a hint and a failure email", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "30", CAPTURE_ANALYZE_MAX_BYTES: "0" });
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  async function expectFailure(code: FailureCode, said: RegExp, payload: unknown): Promise<void> {
    const { capture, emails } = await world.run(payload);
    assert.equal(capture.outcome, "failed");
    assert.equal(capture.code, code);
    assert.match(capture.hint ?? "", said);
    assert.equal(emails.length, 1);
    assert.ok(emails[0]?.text.includes(code) === true, "the email names the code");
    assert.match(emails[0].text.replaceAll(/\s+/g, " "), said);
    const { firedAt, receivedAt, acceptedAt, firstPacketAt, fileFoundAt } = capture.times;
    assert.ok(firedAt !== null && receivedAt !== null, "what is known of its times");
    assert.equal(acceptedAt === null, capture.captureName === null);
    assert.deepEqual([firstPacketAt, fileFoundAt, capture.sha256], [null, null, null]);
  }

  it("vm-not-found: the VM does not exist", async () => {
    await expectFailure("vm-not-found", /no virtual machine/, await common("GONE01"));
  });

  it("vm-not-running: the VM is deallocated", async () => {
    await world.control("PUT", "/vms", [vm("WEB01", { powerState: "deallocated" })]);
    await expectFailure("vm-not-running", /is deallocated.*az vm start/, await common("WEB01"));
  });

  it("agent-missing: the VM lacks the agent extension", async () => {
    await world.control("PUT", "/vms", [vm("WEB01", { agent: false })]);
    await expectFailure("agent-missing", /az vm extension set/, await legacy("WEB01"));
  });

  it("no-network-watcher: the region has none", async () => {
    await world.control("PUT", "/vms", [vm("WEB01", { location: "northeurope" })]);
    await expectFailure(
      "no-network-watcher",
      /northeurope.*az network watcher configure/,
      await common("WEB01"),
    );
  });

  it("storage-failed: the capture ends with a storage error", async () => {
    await world.control("PUT", "/faults", [ended("Error", ["StorageFailed"])]);
    await expectFailure(
      "storage-failed",
      /could not be written to the storage account/,
      await common("WEB01"),
    );
  });

  it("capture-failed: the agent stops", async () => {
    await world.control("PUT", "/faults", [ended("Error", ["AgentStopped"])]);
    await expectFailure("capture-failed", /agent on the VM stopped/, await common("WEB01"));
  });

  it("capture-failed: the VM is deallocated, or deleted, while its packets are captured", async () => {
    for (const left of [[vm("WEB01"), vm("WEB02", { powerState: "deallocated" })], [vm("WEB01")]]) {
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
      const instance = await world.fire(await common("WEB02"));
      await world.reach(instance, "capturing");
      await world.control("PUT", "/vms", left);
      const { captures } = await world.outcome(instance);
      assert.equal(captures[0]?.code, "capture-failed");
      assert.match(captures[0].hint ?? "", /the VM was shut down/);
    }
  });

  for (const [agentStopForm, said] of [
    ["code", /agent on the VM stopped/],
    ["sentence", /Network Watcher reports: /],
  ] as const)
    it(`capture-failed: the agent dies, and the service gives a ${agentStopForm}`, async () => {
      const dying = { agentStopsAfterSeconds: 10, agentStopForm };
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02", dying)]);
      await expectFailure("capture-failed", said, await common("WEB02"));
    });

  it("capture-lost: someone deletes the session while it runs", async () => {
    const instance = await world.fire(await common("WEB02"));
    await world.reach(instance, "capturing");
    const running = (await world.captures()).find(
      ({ target, status }) => target === vmId("WEB02") && status === "Running",
    );
    await world.deleteCapture(running?.name ?? "");
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.code, "capture-lost");
    const text = (await world.emails()).at(-1)?.text.replaceAll(/\s+/g, " ") ?? "";
    assert.match(text, /See the activity log for who deleted it\./);
  });

  it("access-denied: the identity lacks the role, and the service's words are kept", async () => {
    const body = {
      error: { code: "AuthorizationFailed", message: "The client does not have authorization." },
    };
    await world.control("PUT", "/faults", [{ method: "PUT", path: "/packetCaptures/", status: 403, body }]);
    await expectFailure("access-denied", /does not have authorization.*Grant/, await common("WEB02"));
  });

  it("invalid-request: the service refuses the capture", async () => {
    const body = { error: { code: "InvalidRequestFormat", message: "The filter is wrong." } };
    await world.control("PUT", "/faults", [{ method: "PUT", path: "/packetCaptures/", status: 400, body }]);
    await expectFailure("invalid-request", /The filter is wrong/, await common("WEB02"));
  });

  it("throttled: Azure keeps limiting the calls", async () => {
    await world.control("PUT", "/faults", [
      { path: "/packetCaptures\\?", status: 429, headers: { "Retry-After": "7" } },
    ]);
    await expectFailure("throttled", /limits the calls/, await common("WEB02"));
  });

  it("deadline: the capture never ends, and is stopped", async () => {
    await world.control("PUT", "/faults", [ended("Running", [])]);
    await world.control("DELETE", "/requests");
    await expectFailure("deadline", /did not end in time/, await common("WEB01"));
    assert.ok(
      (await world.requests()).some(({ method, path }) => method === "POST" && path.includes("/stop?")),
    );
  });

  it("one failed VM does not hide the others", async () => {
    const { outcome, emails } = await world.run(await common("GONE01", "WEB02"));
    assert.deepEqual(
      outcome.captures.map(({ outcome, code }) => [outcome, code]),
      [
        ["failed", "vm-not-found"],
        ["captured", null],
      ],
    );
    assert.equal(emails.length, 1);
  });

  it("not-allowed: an orchestration started by hand cannot leave the allowed scopes", async () => {
    const foreign = vmId("WEB01").replace("6f1d6ab0", "00000000");
    const instance = await world.startByHand(foreign);
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.code, "not-allowed");
  });

  it("an orchestration started by hand cannot exceed the app's limits", async () => {
    const { captures } = await world.outcome(await world.startByHand(vmId("WEB02")));
    const session = (await world.captures()).find(({ name }) => name === captures[0]?.captureName);
    assert.equal(session?.timeLimitInSeconds, 30);
    assert.equal(session.totalBytesPerSession, 104_857_600);
  });
});
