import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld, type Status } from "../../../../support/world/hostWorld.ts";

describe("GET instances/{id}", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  it("answers 202 with Location and Retry-After while an instance runs", async () => {
    const response = await world.durable("POST", "orchestrators/await/running", { n: 1 });
    const links = (await response.json()) as Record<string, string>;
    await world.clock.settle();
    const uri = links.statusQueryGetUri ?? "";
    assert.match(uri, /instances\/running\?taskHub=TestHub&connection=Storage&code=\S+$/);
    assert.equal(response.headers.get("location"), uri);
    assert.equal(response.headers.get("retry-after"), "10");
    const answer = await fetch(uri);
    assert.equal(answer.status, 202);
    assert.equal(answer.headers.get("location"), uri);
    assert.equal(answer.headers.get("retry-after"), "5");
    assert.deepEqual(await answer.json(), {
      name: "await",
      instanceId: "running",
      runtimeStatus: "Running",
      input: { n: 1 },
      customStatus: { waiting: true },
      output: null,
      createdTime: "2026-11-23T08:00:00Z",
      lastUpdatedTime: "2026-11-23T08:00:00Z",
    });
  });

  it("reports Pending before the first step", async () => {
    world.host.setBackendAvailable(true);
    await world.durable("POST", "orchestrators/await/fresh");
    assert.match((await world.status("fresh")).runtimeStatus, /Pending|Running/);
  });

  it("answers 200 for an ended instance, 404 for an unknown one", async () => {
    const { instanceId } = await world.run("call", { activity: "echo" });
    assert.equal((await world.durable("GET", `instances/${instanceId}`)).status, 200);
    assert.equal((await world.durable("GET", "instances/nobody")).status, 404);
  });

  it("answers 500 for a failed instance only on request", async () => {
    const { instanceId } = await world.run("failing");
    assert.equal((await world.durable("GET", `instances/${instanceId}`)).status, 200);
    const query = "returnInternalServerErrorOnFailure=true";
    assert.equal((await world.durable("GET", `instances/${instanceId}?${query}`)).status, 500);
  });

  it("hides the input and shows the history on request", async () => {
    const { instanceId } = await world.run("call", { activity: "echo", input: 7 });
    assert.equal((await world.status(instanceId, "showInput=false")).input, null);
    assert.equal((await world.status(instanceId)).historyEvents, undefined);
    const { historyEvents = [] } = await world.status(instanceId, "showHistory=true");
    assert.ok(historyEvents.every((event) => !("Result" in event) && !("EventId" in event)));
    const ending = historyEvents.at(-1);
    assert.equal(ending?.OrchestrationStatus, "Completed");
    const bare = await world.status(instanceId, "showHistory=true&showInput=false");
    assert.ok(bare.historyEvents?.every((event) => !("Input" in event)));
  });

  it("shows the members of history events that the extension shows", async () => {
    const id = await world.start("everything");
    await world.clock.advance(10_000);
    await world.event(id, "go", { n: 1 });
    const { historyEvents = [] } = await world.status(id, "showHistory=true&showHistoryOutput=true");
    const failed = ["Details", "FailureDetails", "FunctionName", "Input", "Reason", "ScheduledTime"];
    const members: Record<string, string[]> = {
      ExecutionStarted: ["FunctionName", "Generation", "Input", "ParentTraceContext", "ScheduledStartTime"],
      TaskCompleted: ["FunctionName", "Input", "Result", "ScheduledTime"],
      TaskFailed: failed,
      SubOrchestrationInstanceCompleted: ["FunctionName", "Input", "InstanceId", "Result", "ScheduledTime"],
      SubOrchestrationInstanceFailed: [...failed, "InstanceId"].sort(),
      TimerCreated: ["FireAt"],
      TimerFired: ["FireAt"],
      EventRaised: ["Input", "Name", "ParentTraceContext"],
      ExecutionCompleted: ["FailureDetails", "OrchestrationStatus", "Result"],
    };
    assert.deepEqual(new Set(historyEvents.map(({ EventType }) => EventType)), new Set(Object.keys(members)));
    for (const { EventType, Timestamp, ...rest } of historyEvents) {
      assert.deepEqual(Object.keys(rest).sort(), members[EventType], EventType);
      assert.match(String(Timestamp), /Z$/);
      if ("ScheduledTime" in rest) assert.match(String(rest.ScheduledTime), /\d\+00:00$/);
      if ("ScheduledTime" in rest) assert.equal(rest.Input, null);
    }
  });

  it("shows a child's generation as null, and its starter's trace with the span of its own", async () => {
    const traced = await HostWorld.start({ app: "traced" });
    await traced.durable("POST", "orchestrators/spans/parent", { before: [] });
    await traced.ending("parent");
    const { historyEvents = [] } = await traced.status("parent", "showHistory=true");
    const child = historyEvents.find(({ EventType }) => EventType === "SubOrchestrationInstanceCompleted");
    const ofChild = await traced.status(String(child?.InstanceId), "showHistory=true");
    const [parents, childs] = [historyEvents[0], ofChild.historyEvents?.[0]];
    assert.deepEqual([parents?.Generation, childs?.Generation], [0, null]);
    const context = parents?.ParentTraceContext as Record<string, string>;
    assert.deepEqual(Object.keys(context), [
      "TraceParent",
      "TraceState",
      "Id",
      "SpanId",
      "ActivityStartTime",
    ]);
    assert.equal(context.Id?.split("-")[2], context.SpanId);
    await traced.close();
  });
});

describe("GET and DELETE instances", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
    for (let n = 0; n < 5; n += 1) {
      await world.start("call", { activity: "echo", input: n }, `done-${n}`);
      await world.clock.advance(60_000);
    }
    await world.start("await", null, "waiting");
    await world.clock.settle();
  });
  after(() => world.close());

  const ids = async (query: string): Promise<readonly string[]> =>
    ((await (await world.durable("GET", `instances?${query}`)).json()) as Status[]).map(
      ({ instanceId }) => instanceId,
    );

  it("filter by status, creation time and id prefix", async () => {
    assert.deepEqual(await ids("runtimeStatus=Running,Pending"), ["waiting"]);
    const span = "createdTimeFrom=2026-11-23T08:01:00Z&createdTimeTo=2026-11-23T08:02:30Z";
    assert.deepEqual(await ids(span), ["done-1", "done-2"]);
    assert.deepEqual(await ids("instanceIdPrefix=wait"), ["waiting"]);
  });

  it("come in pages", async () => {
    const found: string[] = [];
    for (let token = "", pages = 0; pages === 0 || token !== ""; pages += 1) {
      const headers = { "x-ms-continuation-token": token };
      const response = await world.fetch("/runtime/webhooks/durabletask/instances?top=4", { headers });
      found.push(...((await response.json()) as Status[]).map(({ instanceId }) => instanceId));
      token = response.headers.get("x-ms-continuation-token") ?? "";
      assert.ok(pages < 3);
    }
    assert.deepEqual(found, ["done-0", "done-1", "done-2", "done-3", "done-4", "waiting"]);
  });

  it("ignore a filter that they cannot read; a purge must have its time", async () => {
    const all = await ids("");
    for (const query of ["runtimeStatus=Sleeping", "createdTimeFrom=soon", "top=none", "top=0"])
      assert.deepEqual(await ids(query), all);
    for (const query of ["", "?createdTimeFrom=soon"])
      assert.equal((await world.durable("DELETE", `instances${query}`)).status, 400);
  });

  it("purge only ended instances", async () => {
    assert.equal((await world.durable("DELETE", "instances/waiting")).status, 412);
    assert.equal((await world.durable("DELETE", "instances/nobody")).status, 404);
    const one = await world.durable("DELETE", "instances/done-0");
    assert.deepEqual(await one.json(), { instancesDeleted: 1 });
    const rest = await world.durable("DELETE", "instances?createdTimeFrom=2026-11-23T00:00:00Z");
    assert.deepEqual(await rest.json(), { instancesDeleted: 4 });
    assert.deepEqual(await ids(""), ["waiting"]);
  });
});
