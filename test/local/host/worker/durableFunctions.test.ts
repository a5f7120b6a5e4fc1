import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("an activity", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  for (const [what, value] of [
    ["an object", { a: [1, "two", null] }],
    ["a string", "text"],
    ["a string of digits", "123"],
    ["a number", 1.5],
    ["false", false],
  ] as const)
    it(`takes and returns ${what}`, async () => {
      const { runtimeStatus, output } = await world.run("call", { activity: "echo", input: value });
      assert.equal(runtimeStatus, "Completed");
      assert.deepEqual(output, value);
    });

  it("gets no input when the orchestrator passes none", async () => {
    const { output } = await world.run("call", { activity: "kindOf" });
    assert.equal(output, "undefined undefined");
  });

  it("that returns nothing results in null", async () => {
    assert.equal((await world.run("call", { activity: "nothing" })).output, null);
  });

  it("that returns bytes results in base64", async () => {
    assert.equal((await world.run("call", { activity: "bytes" })).output, "YWJj");
  });

  it("that throws causes an error with its message and without secrets", async () => {
    const { output } = await world.run("catch");
    assert.match(
      String(output),
      /^Activity function 'refuse' failed: {2}no soup for \[Hidden Credential\] \n /,
    );
  });

  it("that throws an error described by the app passes on type, text and properties", async () => {
    const { output } = await world.run("described");
    const { message, errorType, properties } = output as Record<string, unknown>;
    assert.deepEqual([message, errorType, properties], ["OutOfSoup: none left", "OutOfSoup", { bowls: 0 }]);
  });

  it("shows its name and times in the history, once it has ended", async () => {
    const { historyEvents = [] } = await world.run("call", { activity: "echo", input: { a: 1 } });
    assert.deepEqual(
      historyEvents.map(({ EventType }) => EventType),
      ["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"],
    );
    const ended = historyEvents[1];
    assert.equal(ended?.FunctionName, "echo");
    assert.deepEqual(ended.Result, { a: 1 });
    assert.ok(typeof ended.ScheduledTime === "string");
  });
});

describe("callActivityWithRetry", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("retries after growing delays", async () => {
    const started = world.clock.now();
    const { output } = await world.run("retry", { key: "a", failures: 2, attempts: 3 });
    assert.equal(output, 3);
    assert.equal(world.clock.now() - started, 1000 + 2000);
  });

  it("fails after its last attempt", async () => {
    const { runtimeStatus, output } = await world.run("retry", { key: "b", failures: 9, attempts: 2 });
    assert.equal(runtimeStatus, "Failed");
    assert.match(String(output), /failure 2/);
  });
});
