import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { common, World } from "../../support/world/world.ts";

describe("a transient fault of Azure is retried", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  async function expectOneCapture(faults: unknown[]): Promise<void> {
    await world.control("PUT", "/faults", faults);
    const before = (await world.captures()).length;
    const { capture, emails } = await world.run(await common("WEB01"));
    assert.equal(capture.outcome, "captured", capture.hint ?? "");
    assert.equal((await world.captures()).length - before, 1);
    assert.equal(emails.length, 1);
    assert.equal(emails[0]?.operationId.length, 36);
  }

  it("no token at the first request, when nothing is cached yet", () =>
    expectOneCapture([{ path: "/msi/token", status: 503, times: 3 }]));

  it("503 and 429 at the first call of every kind", () =>
    expectOneCapture([
      { path: "/virtualMachines/", status: 503, times: 2 },
      { path: "/packetCaptures\\?", status: 429, headers: { "Retry-After": "5" }, times: 2 },
      { method: "PUT", path: "/packetCaptures/", status: 500, times: 2 },
      { path: "/queryStatus", status: 502, times: 3 },
      { path: "/emails:send", status: 503, times: 2 },
    ]));

  for (const code of ["AnotherOperationInProgress", "retryableerror"])
    it(`409 ${code}: the Network provider is busy beside the capture`, () => {
      const body = {
        error: { code, message: "Another operation on this or dependent resource is in progress." },
      };
      const headers = { "retry-after": "2" };
      return expectOneCapture([
        { method: "PUT", path: "/packetCaptures/", status: 409, headers, body, times: 1 },
      ]);
    });

  it("a connection cut after the PUT was carried out: the capture is adopted", () =>
    expectOneCapture([{ method: "PUT", path: "/packetCaptures/", status: "reset", times: 1 }]));

  it("a connection cut after the email was sent: it is not sent again", () =>
    expectOneCapture([{ path: "/emails:send", status: "reset", times: 1 }]));

  it("ten minutes without any answer about the capture's status", async (t) => {
    const long = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "1200", CAPTURE_STORE: "guest" });
    t.after(() => long.close());
    const instance = await long.fire(await common("WEB01"));
    await long.reach(instance, "capturing");
    await long.control("PUT", "/faults", [{ path: ".", status: 503 }]);
    await long.clock.advance(600_000);
    await long.control("PUT", "/faults", []);
    const { captures } = await long.outcome(instance);
    assert.equal(captures[0]?.outcome, "captured");
  });

  it("an email service that is down for hours", async () => {
    await world.control("PUT", "/faults", [{ path: "/emails", status: 503 }]);
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "reporting");
    const before = (await world.emails()).length;
    await world.clock.advance(5 * 3_600_000);
    await world.control("PUT", "/faults", []);
    const { report } = await world.outcome(instance);
    assert.equal(report?.error, null);
    assert.equal((await world.emails()).length - before, 1);
  });
});

describe("an error of Azure of 100,000 characters", () => {
  it("is bounded in hint, output, history and report", async (t) => {
    const world = await World.start();
    t.after(() => world.close());
    const body = { error: { code: "InvalidPacketCapture", message: "x".repeat(100_000) } };
    await world.control("PUT", "/faults", [{ method: "PUT", path: "/packetCaptures/", status: 400, body }]);
    const instance = await world.fire(await common("WEB02"));
    const output = await world.outcome(instance);
    const [capture] = output.captures;
    assert.deepEqual([capture?.outcome, capture?.code], ["failed", "invalid-request"]);
    assert.match(capture?.hint ?? "", /x{1000}…/);
    assert.ok((capture?.hint?.length ?? 0) <= 2000, String(capture?.hint?.length));
    const history = await fetch(`${instance.statusQueryGetUri}&showHistory=true&showHistoryOutput=true`);
    for (const text of [await history.text(), (await world.emails()).at(-1)?.text ?? ""])
      assert.doesNotMatch(text, /x{1501}/);
  });
});
