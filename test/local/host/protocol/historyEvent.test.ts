import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { eventName, EventType, type HistoryEvent } from "../../../../local/host/protocol/historyEvent.ts";
import { shapeOf } from "../../../support/histories/shape.ts";
import { HostWorld } from "../../../support/world/hostWorld.ts";

let world: HostWorld;
before(async () => {
  world = await HostWorld.start();
});
after(() => world.close());

const shape = (id: string): readonly string[] => shapeOf(world.host.historyOf(id), id);

describe("a history event has its fields", () => {
  let whole: readonly HistoryEvent[];
  let events: readonly HistoryEvent[];
  before(async () => {
    const id = await world.start("everything");
    await world.clock.settle();
    for (const operation of ["suspend", "resume"]) {
      await world.durable("POST", `instances/${id}/${operation}?reason=${operation}`);
      await world.clock.settle();
    }
    await world.clock.advance(10_000);
    await world.event(id, "go", { n: 1 });
    const terminated = await world.start("await");
    await world.durable("POST", `instances/${terminated}/terminate?reason=enough`);
    await world.clock.settle();
    whole = world.host.historyOf(id);
    events = [...whole, ...world.host.historyOf(terminated)];
  });

  const failure = ["Details", "FailureDetails", "Reason", "TaskScheduledId"];
  const started = ["Generation", "Input", "Name", "OrchestrationInstance", "ParentInstance"];
  for (const [name, fields] of Object.entries({
    ExecutionStarted: [...started, "ParentTraceContext", "ScheduledStartTime", "Tags", "Version"],
    ExecutionCompleted: ["FailureDetails", "OrchestrationStatus", "Result"],
    ExecutionTerminated: ["Input"],
    TaskScheduled: ["Input", "Name", "Tags", "Version"],
    TaskCompleted: ["Result", "TaskScheduledId"],
    TaskFailed: failure,
    SubOrchestrationInstanceCreated: ["Input", "InstanceId", "Name", "Tags", "Version"],
    SubOrchestrationInstanceCompleted: ["Result", "TaskScheduledId"],
    SubOrchestrationInstanceFailed: failure,
    TimerCreated: ["FireAt"],
    TimerFired: ["FireAt", "TimerId"],
    OrchestratorStarted: [],
    OrchestratorCompleted: [],
    EventRaised: ["Input", "Name", "ParentTraceContext"],
    ExecutionSuspended: ["Reason"],
    ExecutionResumed: ["Reason"],
  }))
    it(name, () => {
      const event = events.find((other) => eventName(other) === name);
      assert.ok(event !== undefined, `no ${name}`);
      const own = Object.keys(event).filter((key) => !["EventType", "EventId", "Timestamp"].includes(key));
      assert.deepEqual(own.sort(), fields);
      const scheduling = ["TaskScheduled", "SubOrchestrationInstanceCreated", "TimerCreated"];
      const numbered = [...scheduling, "ExecutionCompleted"].includes(name);
      assert.equal(event.EventId >= 0, numbered, "only scheduling events and the end have a number");
      assert.equal(new Date(event.Timestamp).toISOString(), event.Timestamp);
    });

  it("the end has the number after the last task's", () => {
    const ends = whole.filter(({ EventType: type }) => type === EventType.ExecutionCompleted);
    const numbers = whole.filter((event) => !ends.includes(event)).map(({ EventId }) => EventId);
    assert.deepEqual(
      ends.map(({ EventId }) => EventId),
      [Math.max(...numbers) + 1],
    );
  });

  it("a fired timer has the time when it was created", () => {
    const fired = whole.filter((event) => event.EventType === EventType.TimerFired);
    assert.ok(fired.length > 0);
    for (const { TimerId, Timestamp } of fired) {
      const created = whole.find((event) => event.EventId === TimerId);
      assert.equal(Timestamp, created?.Timestamp);
    }
  });

  it("each episode begins with OrchestratorStarted, at or after the timer that woke it, in order", () => {
    let now = 0;
    for (const event of whole) {
      if (event.EventType === EventType.OrchestratorStarted) {
        assert.ok(Date.parse(event.Timestamp) >= now);
        now = Date.parse(event.Timestamp);
      }
      if (event.EventType === EventType.TimerFired) assert.ok(Date.parse(event.FireAt) <= now);
    }
  });
});

describe("a history", () => {
  it("numbers a task when it is yielded; one that is never yielded does not exist", async () => {
    const { instanceId, output } = await world.run("yieldsInAnotherOrder");
    assert.deepEqual(output, ["second", "first"]);
    assert.deepEqual(shape(instanceId), [
      "ExecutionStarted yieldsInAnotherOrder",
      ...["TaskScheduled #0 echo", "TaskCompleted #0", "TaskScheduled #1 echo", "TaskCompleted #1"],
      "ExecutionCompleted Completed",
    ]);
  });

  it("gives an event to the newest of several waiters for its name", async () => {
    const id = await world.start("twoWaiters");
    await world.event(id, "go");
    assert.equal((await world.status(id)).output, "newer");
  });

  it("numbers the delays of a retried activity, even after the last failure", async () => {
    const failed = await world.run("retry", { key: "numbers", failures: 9, attempts: 2 });
    assert.deepEqual(shape(failed.instanceId), [
      "ExecutionStarted retry",
      ...["TaskScheduled #0 flaky", "TaskFailed #0", "TimerCreated #1", "TimerFired #1"],
      ...["TaskScheduled #2 flaky", "TaskFailed #2", "TimerCreated #3", "TimerFired #3"],
      "ExecutionCompleted Failed",
    ]);
  });

  it("keeps currentUtcDateTime and GUIDs at every replay; they differ between instances", async () => {
    const [one, other] = [await world.run("clock"), await world.run("clock")];
    assert.equal(one.runtimeStatus, "Completed");
    assert.notDeepEqual(
      (one.output as { guids: string[] }).guids,
      (other.output as { guids: string[] }).guids,
    );
  });
});

describe("an orchestrator's answer", () => {
  it("cannot clear the custom status", async () => {
    const { customStatus } = await world.run("clearsStatus");
    assert.deepEqual(customStatus, { step: 1 });
  });

  for (const [name, input, expected] of [
    ["call", { activity: "echo" }, ["TaskScheduled #0 echo", "TaskCompleted #0"]],
    [
      "retry",
      { key: "action", failures: 1, attempts: 2 },
      ["TaskScheduled #0 flaky", "TaskFailed #0", "TimerCreated #1", "TimerFired #1"],
    ],
    [
      "parent",
      { child: "clock", id: "numbered" },
      ["SubOrchestrationInstanceCreated #0 clock numbered", "SubOrchestrationInstanceCompleted #0"],
    ],
    [
      "retriesChild",
      { key: "child", failures: 1, attempts: 3 },
      [
        "SubOrchestrationInstanceCreated #0 flakyChild *",
        ...["SubOrchestrationInstanceFailed #0", "TimerCreated #1", "TimerFired #1"],
        "SubOrchestrationInstanceCreated #2 flakyChild *",
      ],
    ],
    ["sleep", { ms: 1000 }, ["TimerCreated #0", "TimerFired #0"]],
    ["sleep", { ms: 7 * 86_400_000 }, ["TimerCreated #0", "TimerFired #0", "TimerCreated #1"]],
    ["all", { count: 2 }, ["TaskScheduled #0 echo", "TaskScheduled #1 echo", "TaskCompleted #0"]],
    ["nested", {}, ["TaskScheduled #0 echo", "TaskScheduled #1 echo", "TimerCreated #2", "TaskCompleted #0"]],
  ] as const)
    it(`numbers the action of '${name}': ${expected.join(", ")}`, async () => {
      const { instanceId, runtimeStatus } = await world.run(name, input);
      assert.equal(runtimeStatus, "Completed");
      const lines = shape(instanceId).slice(1, expected.length + 1);
      assert.deepEqual(
        lines.map((line) => line.replace(/[0-9a-f]{32}:\d+$/, "*")),
        expected,
      );
    });

  it("gives no number to an external event", async () => {
    const id = await world.start("await");
    await world.event(id, "go");
    assert.deepEqual(shape(id).slice(1), ["EventRaised go", "ExecutionCompleted Completed"]);
  });

  it("is null when the orchestrator returns nothing", async () => {
    assert.equal((await world.run("mute")).output, null);
  });
});
