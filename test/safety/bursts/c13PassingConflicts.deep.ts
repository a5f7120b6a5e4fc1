import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { everyNth, isDeep } from "../../support/depth.ts";
import { common, vm, World } from "../../support/world/world.ts";

const settings = {
  CAPTURE_INSTALL_AGENT: "true",
  CAPTURE_ANALYZE_MAX_BYTES: "0",
  CAPTURE_CONFLICT_POLICY: "parallel",
  CAPTURE_SESSION_LIMIT: "3",
};
const body = (code: string, message = "Another operation on this or dependent resource is in progress.") => ({
  error: { code, message },
});
const codes = ["AnotherOperationInProgress", "RetryableError", "Conflict", "ResourceIsBusy"];
const busyExtensions = [
  { code: "Conflict", message: "The request failed due to conflict with a concurrent request." },
  { code: "OperationNotAllowed", message: "Operation is not allowed since the VM is being updated." },
  { code: "AnotherOperationInProgress", message: "Another extension operation is in progress." },
];
/** Only in the deep suite. */
const itDeep = (title: string, test: () => Promise<void>): void => {
  if (isDeep) void it(title, test);
};
const put = { method: "PUT", path: "/packetCaptures/" };
const extension = { method: "PUT", path: "/extensions/" };

describe("what passes by itself is waited for", () => {
  let world: World;
  before(async () => {
    world = await World.start(settings);
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("BARE", { agent: false })]));
  afterEach(() => world.control("PUT", "/faults", []));
  after(async () => {
    await world.close();
    for (const name of Object.keys(settings)) process.env[name] = "";
  });

  const count = async (method: string, part: string): Promise<number> =>
    (await world.requests()).filter((one) => one.method === method && one.path.includes(part)).length;

  /** One alert under these faults; it must end with a capture and one email. */
  async function expectCapture(name: string, ...faults: readonly object[]): Promise<void> {
    await world.control("PUT", "/faults", faults);
    const { capture, emails } = await world.run(await common(name));
    assert.equal(capture.outcome, "captured", capture.hint ?? "");
    assert.equal(emails.length, 1);
  }

  it("PUT answered 409 AnotherOperationInProgress, RetryableError and Conflict: the capture is made", () =>
    expectCapture("WEB01", ...codes.map((code) => ({ ...put, status: 409, body: body(code), times: 1 }))));

  for (const [status, code] of everyNth(3, [
    [409, "Conflict"],
    [404, "NotFound"],
    [409, "AnotherOperationInProgress"],
  ] as const))
    it(`DELETE answered ${status} ${code} while clearing: the capture is made`, async () => {
      for (let more = 0; more < 3; more += 1) await expectCapture("WEB01");
      await world.control("DELETE", "/requests");
      await expectCapture("WEB01", { method: "DELETE", path: ".", status, body: body(code), times: 2 });
      assert.ok((await count("DELETE", "/packetCaptures/")) >= 2, "it was in the way");
    });

  it("an extension busy with others, and a VM that is updated: the agent is installed, the capture made", () =>
    expectCapture(
      "BARE",
      ...busyExtensions.map((error) => ({ ...extension, status: 409, body: { error }, times: 1 })),
    ));

  it("an extension that stays busy is a missing agent, not a conflict of captures", async () => {
    const busy = body("Conflict", "Another extension operation is in progress.");
    await world.control("PUT", "/faults", [{ ...extension, status: 409, body: busy }]);
    const { capture, emails } = await world.run(await common("BARE"));
    assert.deepEqual([capture.outcome, capture.code], ["failed", "agent-missing"]);
    assert.match(capture.hint ?? "", /^Install the Network Watcher agent: 409 Conflict Another extension/);
    assert.doesNotMatch(`${emails[0]?.subject ?? ""} ${emails[0]?.text ?? ""}`, /another capture/i);
  });

  it("a PUT that stays in conflict is reported as what Azure calls it", async () => {
    await world.control("PUT", "/faults", [{ ...put, status: 409, body: body("RetryableError") }]);
    const { capture, emails } = await world.run(await common("WEB01"));
    assert.deepEqual([capture.outcome, capture.code], ["failed", "conflict"]);
    assert.match(capture.hint ?? "", /409 RetryableError Another operation/);
    assert.doesNotMatch(`${emails[0]?.subject ?? ""} ${emails[0]?.text ?? ""}`, /another capture/i);
  });

  it("a lock does not pass by itself, and is reported at once", async () => {
    await world.control("DELETE", "/requests");
    const locked = body("ScopeLocked", "The scope cannot perform write operation: it is locked.");
    await world.control("PUT", "/faults", [{ ...put, status: 409, body: locked }]);
    const { capture } = await world.run(await common("WEB01"));
    assert.equal(capture.outcome, "failed");
    assert.match(capture.hint ?? "", /409 ScopeLocked/);
    assert.equal(await count("PUT", "/packetCaptures/"), 1);
  });

  itDeep("a lock on deletion is reported as one, not as a deletion that takes long", async () => {
    for (let more = 0; more < 3; more += 1) await expectCapture("WEB01");
    const locked = body("ScopeLocked", "The scope cannot perform delete operation: it is locked.");
    await world.control("PUT", "/faults", [{ method: "DELETE", path: ".", status: 409, body: locked }]);
    const { capture } = await world.run(await common("WEB01"));
    assert.deepEqual([capture.outcome, capture.code], ["failed", "conflict"]);
    assert.match(capture.hint ?? "", /409 ScopeLocked/);
  });
});
