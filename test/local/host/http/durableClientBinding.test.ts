import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld, type Status } from "../../../support/world/hostWorld.ts";

describe("the library's durable client", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  const links = [
    "id",
    "purgeHistoryDeleteUri",
    "restartPostUri",
    "resumePostUri",
    "rewindPostUri",
    "sendEventPostUri",
    "statusQueryGetUri",
    "suspendPostUri",
    "terminatePostUri",
  ];

  async function returned<T>(call: string, ...args: unknown[]): Promise<T> {
    const answer = await world.client(call, ...args);
    assert.equal(answer.thrown, undefined, call);
    await world.clock.settle();
    return answer.returned as T;
  }

  async function thrown(call: string, ...args: unknown[]): Promise<string> {
    return (await world.client(call, ...args)).thrown ?? "it did not throw";
  }

  it("startNew: generates an id or uses the caller's, with input and version", async () => {
    assert.match(await returned("startNew", "await"), /^[0-9a-f]{32}$/);
    const id = await returned<string>("startNew", "clearsStatus", {
      instanceId: "versioned",
      version: "2.0",
    });
    assert.equal(id, "versioned");
    assert.equal((await world.ending(id)).output, "2.0");
  });

  it("startNew: the default input is an empty string", async () => {
    const id = await returned<string>("startNew", "await");
    assert.equal((await world.status(id)).input, "");
  });

  it("startNew: throws what the host refuses", async () => {
    assert.match(await thrown("startNew", "await", { instanceId: "x".repeat(257) }), /400.*not valid/s);
    await returned("startNew", "await", { instanceId: "taken" });
    assert.match(await thrown("startNew", "await", { instanceId: "taken" }), /409/);
  });

  it("getStatus: returns the status with its input, and throws for an unknown id", async () => {
    const id = await returned<string>("startNew", "await", { input: { n: 1 } });
    const status = await returned<Status>("getStatus", id, { showInput: true });
    assert.deepEqual([status.runtimeStatus, status.input], ["Running", { n: 1 }]);
    assert.match(await thrown("getStatus", "nobody"), /404/);
  });

  it("getStatusAll: lists more instances than one page holds", async () => {
    for (let n = 0; n < 110; n += 1) await world.durable("POST", `orchestrators/await/page-${n}`);
    const all = await returned<Status[]>("getStatusAll");
    assert.equal(all.filter(({ instanceId }) => instanceId.startsWith("page-")).length, 110);
  });

  it("getStatusBy: filters by status and time", async () => {
    await world.clock.advance(60_000);
    const createdTimeFrom = new Date(world.clock.now()).toISOString();
    await world.run("call", { activity: "echo" });
    const running = await returned<Status[]>("getStatusBy", { createdTimeFrom, runtimeStatus: ["Running"] });
    assert.deepEqual(running, []);
    const completed = await returned<Status[]>("getStatusBy", {
      createdTimeFrom,
      runtimeStatus: ["Completed"],
    });
    assert.equal(completed.length, 1);
  });

  it("raiseEvent: delivers; an ended instance ignores it; throws for an unknown id and without data", async () => {
    const id = await returned<string>("startNew", "await");
    assert.match(await thrown("raiseEvent", id, "go"), /400/);
    await returned("raiseEvent", id, "go", { n: 1 });
    assert.deepEqual((await world.status(id)).output, { data: { n: 1 } });
    await returned("raiseEvent", id, "go", { n: 2 });
    assert.match(await thrown("raiseEvent", "nobody", "go", 1), /No instance|404/);
  });

  it("suspend, resume and terminate: act; an ended instance ignores them; throw for an unknown id", async () => {
    const id = await returned<string>("startNew", "await");
    for (const [call, status] of [
      ["suspend", "Suspended"],
      ["resume", "Running"],
      ["terminate", "Terminated"],
    ] as const) {
      await returned(call, id, "reason");
      assert.equal((await world.status(id)).runtimeStatus, status);
      assert.match(await thrown(call, "nobody", "reason"), /No instance|404/);
    }
    for (const call of ["suspend", "resume", "terminate"]) await returned(call, id, "again");
    assert.equal((await world.status(id)).output, "reason");
  });

  it("purgeInstanceHistory: returns the number of purged instances", async () => {
    const { instanceId } = await world.run("call", { activity: "echo" });
    assert.deepEqual(await returned("purgeInstanceHistory", instanceId), { instancesDeleted: 1 });
    assert.deepEqual(await returned("purgeInstanceHistory", instanceId), { instancesDeleted: 0 });
  });

  it("purgeInstanceHistoryBy: returns the number of purged instances, even 0", async () => {
    await world.clock.advance(60_000);
    const createdTimeFrom = new Date(world.clock.now()).toISOString();
    for (const n of [1, 2, 3]) await world.run("call", { activity: "echo", input: n });
    const filter = { createdTimeFrom, runtimeStatus: ["Completed"] };
    assert.deepEqual(await returned("purgeInstanceHistoryBy", filter), { instancesDeleted: 3 });
    assert.deepEqual(await returned("purgeInstanceHistoryBy", filter), { instancesDeleted: 0 });
  });

  it("rewind: rewinds a failed instance; throws for a completed one and for an unknown id", async () => {
    const { instanceId: failed } = await world.run("failing");
    await returned("rewind", failed, "reason");
    const { instanceId: completed } = await world.run("call", { activity: "echo" });
    assert.match(await thrown("rewind", completed, "reason"), /Only a failed instance/);
    assert.match(await thrown("rewind", "nobody", "reason"), /no instance with this id/);
  });

  it("readEntityState and signalEntity: throw because the host does not support them", async () => {
    const entity = { name: "counter", key: "one" };
    assert.match(await thrown("readEntityState", entity), /501|local host cannot/);
    assert.match(await thrown("signalEntity", entity, "add", 1), /501|local host cannot/);
  });

  it("createHttpManagementPayload: has every management URL of the instance, on this host", async () => {
    const payload = await returned<Record<string, string>>("createHttpManagementPayload", "mine");
    assert.deepEqual(Object.keys(payload).sort(), links);
    assert.equal(payload.id, "mine");
    const uris = Object.values(payload).filter((uri) => uri !== "mine");
    const start = `${world.host.url}/runtime/webhooks/durabletask/instances/mine`;
    assert.ok(uris.every((uri) => uri.startsWith(start) && uri.includes("taskHub=TestHub")));
  });

  it("createCheckStatusResponse: answers 202 with the URLs, Location and Retry-After", async () => {
    const response = await world.fetch("/api/start/await/checked", { method: "POST", body: "{}" });
    const payload = (await response.json()) as Record<string, string>;
    assert.equal(response.status, 202);
    assert.deepEqual(Object.keys(payload).sort(), links);
    assert.equal(response.headers.get("location"), payload.statusQueryGetUri);
    assert.equal(response.headers.get("retry-after"), "10");
  });

  for (const [ending, status] of [
    ["Completed", 200],
    ["Terminated", 200],
    ["Failed", 500],
    ["Running", 202],
  ] as const)
    it(`waitForCompletionOrCreateCheckStatusResponse: answers ${status} for ${ending}`, async () => {
      const id = await world.start(ending === "Failed" ? "failing" : "await");
      if (ending === "Completed") await world.event(id, "go", 7);
      if (ending === "Terminated") await world.durable("POST", `instances/${id}/terminate?reason=enough`);
      await world.clock.settle();
      const response = await world.fetch(`/api/wait/${id}`);
      assert.equal(response.status, status);
      const body = (await response.json()) as Record<string, unknown>;
      if (ending === "Completed") assert.deepEqual(body, { data: 7 });
      else if (ending === "Running") assert.equal(body.id, id);
      else assert.equal(body.runtimeStatus, ending);
    });
});
