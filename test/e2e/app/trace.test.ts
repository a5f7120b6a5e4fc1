import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { EventLog, named } from "../../support/eventLog.ts";
import { call } from "../../support/world/calls.ts";
import { analyzed, common, vm, World } from "../../support/world/world.ts";

const traceId = (digit: string): string => digit.repeat(32);
const headers = (digit: string) => ({ traceparent: `00-${traceId(digit)}-00f067aa0ba902b7-01` });
const traces = (log: EventLog, id: string) => [...new Set(log.of(id).map((event) => event.traceId))];

describe("the trace of an alert", () => {
  const log = new EventLog();
  let world: World;
  before(async () => {
    world = await World.start(analyzed, { log: log.add });
  });
  afterEach(() => world.clock.advance(600_000));
  after(() => world.close());

  const fire = async (payload: unknown, withHeaders: Record<string, string> = {}) => {
    const { reply } = await call(world, "alerts", payload, { headers: withHeaders });
    await world.outcome(reply);
    return reply.id;
  };

  it("is the webhook's, from its acceptance to the report", async () => {
    const id = await fire(await common("WEB01"), headers("a"));
    assert.deepEqual(traces(log, id), [traceId("a")]);
    assert.deepEqual(named(log.of(id)), [
      "alert.accepted",
      "vm.resolved",
      "capture.granted",
      "capture.created",
      "network.read",
      "capture.ended",
      "capture.file",
      "network.asked",
      "report.sent",
    ]);
  });

  it("is a new one for every alert when the webhook has none", async () => {
    const ids = [await fire(await common("WEB01")), await fire(await common("WEB02"))];
    const [one = [], other = []] = ids.map((id) => traces(log, id));
    assert.deepEqual([one.length, other.length], [1, 1]);
    assert.match(one[0] ?? "", /^[\da-f]{32}$/);
    assert.notEqual(one[0], other[0]);
  });

  it("continues in the orchestrations of the alert's VMs", async () => {
    const id = await fire(await common("WEB01", "WEB02"), headers("b"));
    const instances = new Set(log.of(id).map(({ fields }) => fields.instanceId));
    assert.deepEqual([...instances].sort(), [id, `${id}:1`, `${id}:2`]);
    assert.deepEqual(traces(log, id), [traceId("b")]);
  });

  it("continues through retried faults and a stop", async () => {
    await world.control("PUT", "/faults", [{ path: "/virtualMachines/", status: 503, times: 2 }]);
    const { reply } = await call(world, "alerts", await common("WEB01"), { headers: headers("c") });
    await world.reach(reply, "capturing");
    assert.equal((await call(world, `captures/${reply.id}/stop`, {})).status, 202);
    await world.outcome(reply);
    const own = log.of(reply.id).filter(({ event }) => event !== "stop.requested");
    assert.equal(own.filter(({ event }) => event === "azure.fault").length, 2);
    assert.ok(own.some(({ event }) => event === "capture.stopped"));
    assert.deepEqual([...new Set(own.map((event) => event.traceId))], [traceId("c")]);
  });

  it("belongs to one alert, even when the alert joins another's capture", async () => {
    await world.control("PUT", "/vms", [vm("WEB01")]);
    const first = await call(world, "alerts", await common("WEB01"), { headers: headers("d") });
    await world.reach(first.reply, "capturing");
    const joined = await fire(await common("WEB01"), headers("e"));
    assert.ok(named(log.of(joined)).includes("capture.followed"));
    assert.deepEqual(traces(log, joined), [traceId("e")]);
    assert.deepEqual(traces(log, first.reply.id), [traceId("d")]);
  });
});

it("the trace of an alert continues after a restart of the environment", async () => {
  const directory = await mkdtemp(join(tmpdir(), "trace-"));
  const log = new EventLog();
  let world = await World.start({}, { log: log.add, stateDirectory: directory });
  const { reply } = await call(world, "alerts", await common("WEB01"), { headers: headers("f") });
  await world.reach(reply, "capturing");
  await world.close();
  const before = named(log.of(reply.id));
  world = await World.start(
    {},
    {
      startAt: world.clock.now(),
      log: log.add,
      stateDirectory: directory,
    },
  );
  const uri = `${world.environment.url}/runtime/webhooks/durabletask/instances/${reply.id}`;
  await world.outcome({ ...reply, statusQueryGetUri: uri });
  await world.close();
  await rm(directory, { recursive: true });
  const after = named(log.of(reply.id)).slice(before.length);
  assert.deepEqual([before.includes("capture.created"), after.at(-1)], [true, "report.sent"]);
  assert.deepEqual(traces(log, reply.id), [traceId("f")]);
});
