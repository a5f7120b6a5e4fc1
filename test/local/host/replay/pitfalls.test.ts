import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

const day = 24 * 3_600_000;

/** A pitfall of the real host has the same effect here, is warned of, or fails at once. */
describe("pitfalls of Durable Functions", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  const warned = (text: string): boolean => world.warnings().some((message) => message.includes(text));

  async function fails(name: string, output: RegExp, input: unknown = {}): Promise<void> {
    const status = await world.run(name, input);
    assert.equal(status.runtimeStatus, "Failed");
    assert.match(String(status.output), output);
  }

  it("an event beside a cancelled timer is delivered again in every generation; the host warns", async () => {
    const id = await world.start("looping", { rounds: 0 });
    await world.event(id, "go");
    assert.equal((await world.status(id)).output, "three rounds for one event");
    assert.ok(warned("delivered again"));
  });

  it("a losing timer that is not cancelled keeps the instance running", async () => {
    const id = await world.start("race", { keepTimer: true });
    await world.event(id, "go");
    assert.equal((await world.status(id)).runtimeStatus, "Running");
    await world.clock.advance(60_000);
    assert.equal((await world.status(id)).runtimeStatus, "Completed");
  });

  it("a retried activity that wins a race makes what follows non-deterministic", () =>
    fails("racingRetry", /^Non-Deterministic workflow detected: /));

  it("a timer of more than six days cancelled in its second segment makes what follows non-deterministic", async () => {
    const late = await world.start("racingLongTimer");
    await world.clock.advance(4 * day);
    await world.event(late, "go");
    const { runtimeStatus, output } = await world.status(late);
    assert.equal(runtimeStatus, "Failed");
    assert.match(String(output), /^Non-Deterministic workflow detected: /);
    const early = await world.start("racingLongTimer");
    await world.event(early, "go");
    assert.equal((await world.ending(early)).output, "after");
  });

  it("a task in a second compound is scheduled twice and its result goes astray; the host warns", async () => {
    const { instanceId, output } = await world.run("sameTaskTwice");
    assert.deepEqual(output, [60_000, 60_000]);
    const created = world.host.historyOf(instanceId).filter((event) => "InstanceId" in event);
    assert.equal(created.length, 2);
    assert.ok(warned("same task in a second"));
  });

  it("after a failure beside a sibling that still retries, results go to the wrong tasks", async () => {
    const { runtimeStatus, output } = await world.run("failingBesideRetry");
    assert.deepEqual({ runtimeStatus, output }, { runtimeStatus: "Completed", output: null });
  });

  it("a retry timeout fails where the real host hangs", () =>
    fails("retry", /retryTimeoutInMilliseconds.*hangs/, {
      ...{ key: "timeout", failures: 9, attempts: 5, timeoutMs: 2500 },
    }));

  it("an error without a message fails where the real host hangs", () =>
    fails("wordless", /without a message.*hangs/));

  it("a misspelt activity fails where the real host hangs", () =>
    fails("misspelt", /'ecko' is registered.*hangs/));

  it("an activity's error arrives only as text, with a .NET exception below", async () => {
    const { output } = await world.run("catch");
    const [text = "", details = ""] = String(output).split(" \n ");
    assert.match(text, /^Activity function 'refuse' failed: {2}no soup/);
    assert.match((JSON.parse(details) as { ClassName: string }).ClassName, /^System\./);
  });

  it("continueAsNew JSON-encodes a string once more", async () => {
    assert.equal((await world.run("continuesWithText")).output, '"text"');
  });

  it("continueAsNew loses an event without a waiter", async () => {
    const id = await world.start("forgetful", { again: true });
    await world.event(id, "go");
    assert.equal((await world.ending(id)).output, "no event");
  });

  it("yielding something other than a task fails", () =>
    fails("yieldsNoTask", /programming constraint violation/));

  it("ended instances stay until a purge, whose filter needs createdTimeFrom", async () => {
    const { instanceId } = await world.run("call", { activity: "echo" });
    await world.clock.advance(400 * day);
    assert.equal((await world.status(instanceId)).runtimeStatus, "Completed");
    const { thrown } = await world.client("purgeInstanceHistoryBy", { runtimeStatus: ["Completed"] });
    assert.match(thrown ?? "", /createdTimeFrom/);
    await world.client("purgeInstanceHistoryBy", { createdTimeFrom: new Date(0).toISOString() });
    assert.equal((await world.durable("GET", `instances/${instanceId}`)).status, 404);
  });
});
