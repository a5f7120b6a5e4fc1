import assert from "node:assert/strict";
import { after, afterEach, before, describe, it, type TestContext } from "node:test";
import { everyNth } from "../../support/depth.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vm, World } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

const body = { error: { code: "TooManyRequests", message: "Wait an hour, says the service." } };
const hour = { status: 429, headers: { "Retry-After": "3600" }, body };

/** Every call of the way to a running capture, put off by an hour each time. */
const way: Readonly<Record<string, object>> = {
  "the VM": { method: "GET", path: "/virtualMachines/WEB01\\?", ...hour },
  "the Network Watchers": { path: "/networkWatchers\\?", ...hour },
  "the storage account": { path: "/storageAccounts/", ...hour },
  "the list of sessions": { path: "/packetCaptures\\?", ...hour },
  "the PUT of the capture": { method: "PUT", path: "/packetCaptures/", ...hour },
  "everything about sessions, the stop included": { path: "/packetCaptures/", ...hour },
  "the agent's extension": { method: "PUT", path: "/extensions/", ...hour },
};

const deadline = 900;

describe("Retry-After of an hour on the way to a capture", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_INSTALL_AGENT: "true" });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  async function fail(t: TestContext, faults: readonly object[]): Promise<CaptureOutcome> {
    await world.control("PUT", "/faults", faults);
    const begunAt = world.clock.now();
    const { capture, emails } = await world.run(await common("WEB01"));
    const seconds = (world.clock.now() - begunAt) / 1000;
    t.diagnostic(`a failure email after ${seconds} seconds`);
    assert.ok(seconds > 60 && seconds <= deadline + 90, String(seconds));
    assert.equal(emails.length, 1);
    assert.ok(emails[0]?.text.includes(capture.code ?? "") === true);
    return capture;
  }

  for (const [call, fault] of everyNth(2, Object.entries(way)))
    it(`${call}: a failure email by the deadline, with the fault's code and words`, async (t) => {
      const agent = !call.includes("agent");
      await world.control("PUT", "/vms", [vm("WEB01", { agent }), vm("WEB02")]);
      const capture = await fail(t, [fault]);
      assert.deepEqual([capture.outcome, capture.code], ["failed", "throttled"]);
      assert.match(
        capture.hint ?? "",
        /(Wait an hour, says the service|unexpected statusCode 429).*The app tried this 2 times in \d+ seconds/,
      );
      assert.match(capture.hint ?? "", /CAPTURE_START_DEADLINE_SECONDS is 900/);
    });

  it("a capture that the service may have started without an answer is stopped", async (t) => {
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
    const put = { method: "PUT", path: "/packetCaptures/" };
    const read = { method: "GET", path: "/packetCaptures/alert-", ...hour };
    const capture = await fail(t, [{ ...put, status: "reset", times: 1 }, { ...read }]);
    assert.equal(capture.code, "throttled");
    assert.ok((await world.captures()).every(({ status }) => status !== "Running"));
  });

  it("a fault that passes within the deadline costs no capture", async () => {
    await world.control("PUT", "/faults", [{ ...way["the list of sessions"], times: 1 }]);
    const begunAt = world.clock.now();
    const { capture } = await world.run(await common("WEB02"));
    assert.equal(capture.outcome, "captured");
    assert.ok(world.clock.now() - begunAt <= 1_000_000);
  });
});

for (const [seconds, path] of everyNth(2, [
  [120, "/virtualMachines/"],
  [3600, "/packetCaptures\\?"],
  [86_400, "/packetCaptures\\?"],
] as const))
  it(`CAPTURE_START_DEADLINE_SECONDS=${seconds} bounds the first step too`, (t) =>
    inWorld({ CAPTURE_START_DEADLINE_SECONDS: String(seconds) }, async (world) => {
      await world.control("PUT", "/faults", [{ path, status: 503 }]);
      const begunAt = world.clock.now();
      const instance = await world.fire(await common("WEB01"));
      const { captures } = await world.outcome(instance);
      const passed = (world.clock.now() - begunAt) / 1000;
      assert.equal(captures[0]?.code, "unexpected");
      assert.ok(passed > seconds * 0.8 && passed <= seconds + 10, String(passed));
      const events = world.environment.historyOf(instance.id).length;
      assert.ok(events < 1000, `${events} events`);
      t.diagnostic(`gave up after ${passed} seconds and ${events} events`);
    }));

it("a report is tried for a day, and its last error shows from the first failure on", (t) =>
  inWorld({}, async (world) => {
    const message = "The domain is not linked.";
    const failing = { path: "/emails", ...hour, body: { error: { code: "Busy", message } } };
    await world.control("PUT", "/faults", [failing]);
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "reporting");
    const begunAt = world.clock.now();
    const { customStatus } = await world.status(instance);
    assert.ok(customStatus?.phase === "reporting");
    assert.match(customStatus.lastError ?? "", /429 Busy The domain is not linked/);
    const { report } = await world.outcome(instance);
    const hours = (world.clock.now() - begunAt) / 3_600_000;
    t.diagnostic(`the report was given up after ${hours.toFixed(2)} hours`);
    assert.ok(hours > 22 && hours <= 24.1, String(hours));
    assert.match(report?.error ?? "", /The domain is not linked/);
  }));
