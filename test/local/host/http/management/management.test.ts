import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { shapeOf } from "../../../../support/histories/shape.ts";
import { HostWorld, type Status } from "../../../../support/world/hostWorld.ts";

let world: HostWorld;
before(async () => {
  world = await HostWorld.start();
});
after(() => world.close());

describe("the management API", () => {
  for (const [method, path, status] of [
    ["GET", "instances/nobody", 404],
    ["GET", "instances/%E0%A4%A", 400],
    ["GET", "instances?top=0", 200],
    ["GET", "instances?runtimeStatus=Sleeping", 200],
    ["GET", "instances?connection=Elsewhere", 500],
    ["GET", "instances?connection=Storage&taskHub=testhub", 200],
    ["GET", "instances?taskHub=OtherHub", 200],
    ["GET", "instances/nobody?taskHub=OtherHub", 404],
    ["POST", "orchestrators/await?taskHub=OtherHub", 501],
    ["POST", "instances/nobody/raiseEvent/go", 404],
    ["POST", "instances/nobody/terminate?reason=x", 404],
    ["POST", "instances/nobody/suspend?reason=x", 404],
    ["POST", "instances/nobody/resume?reason=x", 404],
    ["POST", "instances/nobody/rewind?reason=x", 404],
    ["POST", "instances/nobody/restart", 501],
    ["DELETE", "instances/nobody", 404],
    ["DELETE", "instances", 400],
    ["DELETE", "instances?createdTimeFrom=2000-01-01&createdTimeTo=2000-01-02", 404],
    ["GET", "entities/counter/one", 501],
    ["GET", "entities", 501],
    ["POST", "entities/counter/one?op=add", 501],
    ["GET", "orchestrators/await", 404],
    ["GET", "elsewhere", 404],
  ] as const)
    it(`${method} ${path} answers ${status}, on the webhook and on the app's own path`, async () => {
      const headers = { "Content-Type": "application/json" };
      const init = method === "POST" ? { method, headers, body: "{}" } : { method };
      for (const prefix of ["/runtime/webhooks/durabletask", "/durabletask"]) {
        const response = await world.fetch(`${prefix}/${path}`, init);
        assert.equal(response.status, status);
        assert.notEqual(await response.text(), "", "the response has a message");
      }
    });

  it("POST orchestrators accepts a version", async () => {
    await world.durable("POST", "orchestrators/clearsStatus/versioned?version=1.5", {});
    assert.equal((await world.ending("versioned")).output, "1.5");
  });

  it("GET instances/{id} answers 202 for Suspended, and showHistory names functions and times", async () => {
    const id = await world.start("await");
    await world.durable("POST", `instances/${id}/suspend?reason=x`);
    await world.clock.settle();
    assert.equal((await world.durable("GET", `instances/${id}`)).status, 202);
    const { historyEvents = [] } = await world.status(id, "showHistory=true");
    assert.deepEqual(
      historyEvents.map(({ EventType, FunctionName }) => [EventType, FunctionName]),
      [
        ["ExecutionStarted", "await"],
        ["ExecutionSuspended", undefined],
      ],
    );
  });

  it("GET instances finds nothing in another hub", async () => {
    assert.notDeepEqual(await (await world.durable("GET", "instances")).json(), []);
    assert.deepEqual(await (await world.durable("GET", "instances?taskHub=OtherHub")).json(), []);
  });

  for (const [what, path] of [
    ["an unknown orchestrator", "orchestrators/nobody/unknown"],
    ["an activity", "orchestrators/echo/activity"],
  ] as const)
    it(`POST orchestrators accepts ${what}, and the instance fails`, async () => {
      assert.equal((await world.durable("POST", path, {})).status, 202);
      const { runtimeStatus, output } = await world.ending(path.split("/")[2] ?? "");
      assert.equal(runtimeStatus, "Failed");
      assert.match(String(output), /No orchestrator function '\w+' is registered/);
    });

  it("POST orchestrators accepts an id that begins with @", async () => {
    assert.equal((await world.durable("POST", "orchestrators/await/@x@y", {})).status, 202);
  });

  it("GET instances omits the input on request, and its last page has no token", async () => {
    const response = await world.durable("GET", "instances?instanceIdPrefix=versioned&showInput=false");
    assert.equal(response.headers.get("x-ms-continuation-token"), null);
    assert.deepEqual(
      ((await response.json()) as Status[]).map(({ input }) => input),
      [null],
    );
  });

  it("POST suspend of a suspended instance answers 500, like resume of a running one", async () => {
    const id = await world.start("await");
    await world.clock.settle();
    const cannot = (operation: string, status: string) =>
      `Cannot ${operation} the orchestration instance ${id} because instance is in the ${status} state.`;
    const resumed = await world.durable("POST", `instances/${id}/resume`);
    assert.deepEqual([resumed.status, await resumed.text()], [500, cannot("resume", "Running")]);
    await world.durable("POST", `instances/${id}/suspend`);
    await world.clock.settle();
    const suspended = await world.durable("POST", `instances/${id}/suspend`);
    assert.deepEqual([suspended.status, await suspended.text()], [500, cannot("suspend", "Suspended")]);
  });
});

describe("an orchestration that is controlled from outside", () => {
  it("leaves its children running when it is terminated", async () => {
    const parent = await world.start("parent", { child: "await", id: "orphan" });
    await world.clock.settle();
    await world.durable("POST", `instances/${parent}/terminate?reason=enough`);
    await world.event("orphan", "go", 1);
    assert.equal((await world.status(parent)).output, "enough");
    assert.deepEqual((await world.status("orphan")).output, { data: 1 });
  });

  it("may show a custom status ahead of its tasks while suspended", async () => {
    const id = await world.start("statusAhead");
    await world.clock.settle();
    await world.durable("POST", `instances/${id}/suspend`);
    await world.clock.advance(10_000);
    const { runtimeStatus, customStatus } = await world.status(id);
    assert.deepEqual({ runtimeStatus, customStatus }, { runtimeStatus: "Suspended", customStatus: "after" });
    assert.ok(!shapeOf(world.host.historyOf(id), id).includes("TaskScheduled #1 echo"));
    await world.durable("POST", `instances/${id}/resume`);
    assert.equal((await world.ending(id)).output, "done");
  });

  it("ends a generation only when none of its tasks is open, so no result reaches the next", async () => {
    const started = world.clock.now();
    assert.equal((await world.run("leavesResultBehind", { again: true })).output, 120_000);
    assert.equal(world.clock.now() - started, 180_000);
  });

  it("has the extension's history after two failures and a success", async () => {
    const { instanceId } = await world.run("retry", { key: "twice", failures: 2, attempts: 3 });
    assert.deepEqual(shapeOf(world.host.historyOf(instanceId), instanceId).slice(1, -1), [
      ...["TaskScheduled #0 flaky", "TaskFailed #0", "TimerCreated #1", "TimerFired #1"],
      ...["TaskScheduled #2 flaky", "TaskFailed #2", "TimerCreated #3", "TimerFired #3"],
      ...["TaskScheduled #4 flaky", "TaskCompleted #4"],
    ]);
  });

  it("drops the result of a child that outlives it", async () => {
    const id = await world.start("parent", { child: "sleep", input: { ms: 60_000 }, id: "late-child" });
    await world.clock.settle();
    await world.durable("POST", `instances/${id}/terminate?reason=enough`);
    await world.clock.advance(120_000);
    assert.equal((await world.status("late-child")).runtimeStatus, "Completed");
    assert.deepEqual([(await world.status(id)).output], ["enough"]);
  });
});
