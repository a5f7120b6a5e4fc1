import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import {
  Simulation,
  startOfTime,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../../support/world/simulation.ts";

const captures = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;

type Json = Record<string, unknown>;

describe("the status of a capture", () => {
  let simulation: Simulation | undefined;
  afterEach(() => simulation?.close());

  const started = async (changes: Json = {}, options: { realistic?: number; vm?: Json } = {}) => {
    simulation = await Simulation.start(
      options.realistic === undefined ? {} : { realistic: options.realistic },
    );
    await simulation.control("PUT", "/vms", [{ id: vmId("A"), ...options.vm }]);
    const storageLocation = { filePath: "/var/captures/a.cap" };
    const properties = { target: vmId("A"), storageLocation, timeLimitInSeconds: 20, ...changes };
    assert.equal((await call(simulation, "PUT", "/a", { properties })).status, 201);
    return simulation;
  };
  const call = (world: Simulation, method: string, name: string, body?: unknown) =>
    world.arm(method, `${captures}${name}?api-version=2026-01-01`, { body });
  const follow = (world: Simulation, { headers }: Response) =>
    world.arm("GET", (headers.get("location") ?? "").slice(world.azure.azureUrl.length));
  const shown = async (world: Simulation) => {
    const answer = await call(world, "GET", "/a");
    const body = (await answer.json()) as { etag: string; properties: Json };
    assert.equal(answer.headers.get("etag"), body.etag);
    return body;
  };
  const status = async (world: Simulation): Promise<Json> => {
    const answer = await call(world, "POST", "/a/queryStatus");
    return (await (answer.status === 202 ? await follow(world, answer) : answer).json()) as Json;
  };

  it("comes about ten seconds after the query in a realistic world, with a place and a time to ask until then", async () => {
    const world = await started({}, { realistic: 7 });
    const accepted = await call(world, "POST", "/a/queryStatus");
    assert.equal(accepted.headers.get("azure-asyncoperation"), null);
    const early = await follow(world, accepted);
    assert.equal(early.status, 202);
    assert.ok(early.headers.get("location")?.includes("/operationResults/"));
    const seconds = Number(early.headers.get("retry-after"));
    assert.ok(seconds >= 9 && seconds <= 12, String(seconds));
    await world.clock.advance(9_000);
    assert.equal((await follow(world, early)).status, 202);
    await world.clock.advance((seconds - 9) * 1_000);
    const ready = await follow(world, early);
    assert.equal(ready.status, 200);
    assert.ok(ready.headers.get("location"));
    assert.equal(((await ready.json()) as Json).packetCaptureStatus, "Running");
  });

  it("is the one at the moment at which it was ready, however late it is fetched", async () => {
    const world = await started();
    const accepted = await call(world, "POST", "/a/queryStatus");
    await world.clock.advance(20_000);
    assert.equal((await status(world)).packetCaptureStatus, "Stopped");
    const late = (await (await follow(world, accepted)).json()) as Json;
    assert.equal(late.packetCaptureStatus, "Running");
  });

  it("is answered at once when the capture has ended", async () => {
    const world = await started({}, { realistic: 7 });
    await world.clock.advance(30_000);
    const answer = await call(world, "POST", "/a/queryStatus");
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("location"), null);
    assert.equal(((await answer.json()) as Json).stopReason, "TimeExceeded");
  });

  it("comes as late as the VM's facts say, at once for 0 seconds", async () => {
    const slow = await started({}, { vm: { statusAfterSeconds: 3 } });
    const accepted = await call(slow, "POST", "/a/queryStatus");
    assert.deepEqual([accepted.status, accepted.headers.get("retry-after")], [202, "3"]);
    await slow.clock.advance(2_999);
    assert.equal((await follow(slow, accepted)).status, 202);
    await slow.clock.advance(1);
    assert.equal((await follow(slow, accepted)).status, 200);
    await slow.close();
    const quick = await started({}, { vm: { statusAfterSeconds: 0 } });
    const answer = await call(quick, "POST", "/a/queryStatus");
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as Json).packetCaptureStatus, "Running");
  });

  it("leaves its operation on the resource, and another etag", async () => {
    const world = await started();
    await world.clock.advance(1_000);
    const before = await shown(world);
    assert.ok(!("queryPacketCaptureLastOperationId" in before.properties));
    const etags = new Set([before.etag]);
    for (const wait of [0, 20_000]) {
      await world.clock.advance(wait);
      const answer = await call(world, "POST", "/a/queryStatus");
      const { etag, properties } = await shown(world);
      assert.equal(
        properties.queryPacketCaptureLastOperationId,
        answer.headers.get("x-ms-request-id"),
        answer.status.toString(),
      );
      etags.add(etag);
    }
    assert.equal(etags.size, 3);
  });

  it("has a start of six or seven decimals, some seconds after the request in a realistic world", async () => {
    for (const realistic of [undefined, 1, 2, 3]) {
      const world = await started({}, realistic === undefined ? {} : { realistic });
      await world.clock.advance(60_000);
      const start = String((await status(world)).captureStartTime);
      assert.match(start, /\.\d{6,7}Z$/);
      const late = Date.parse(start) - startOfTime;
      if (realistic === undefined) assert.equal(late, 0);
      else assert.ok(late >= 1_500 && late <= 2_500, String(late));
      await world.close();
      simulation = undefined;
    }
  });

  it("has no reason and no error while the capture runs", async () => {
    const world = await started();
    assert.deepEqual(Object.keys(await status(world)), [
      "name",
      "id",
      "captureStartTime",
      "packetCaptureStatus",
      "packetCaptureError",
    ]);
  });

  it("tells an agent that stopped by its code and the reason Error, or by a sentence without a reason", async () => {
    for (const [agentStopForm, reason, error] of [
      ["code", "Error", "AgentStopped"],
      ["sentence", undefined, `${vmId("A")} does not exist or is in stopped state.`],
    ] as const) {
      const world = await started({}, { vm: { agentStopsAfterSeconds: 10, agentStopForm } });
      await world.clock.advance(9_999);
      assert.equal((await status(world)).packetCaptureStatus, "Running");
      await world.clock.advance(1);
      const { packetCaptureStatus, stopReason, packetCaptureError } = await status(world);
      assert.deepEqual([packetCaptureStatus, stopReason, packetCaptureError], ["Stopped", reason, [error]]);
      await world.close();
      simulation = undefined;
    }
  });

  it("does not tell of an agent that stops after the end of the capture", async () => {
    const world = await started({}, { vm: { agentStopsAfterSeconds: 21 } });
    await world.clock.advance(22_000);
    assert.deepEqual((await status(world)).packetCaptureError, []);
  });

  it("is not found once the capture is deleted", async () => {
    const world = await started();
    await call(world, "DELETE", "/a");
    await world.clock.advance(500);
    const missing = await call(world, "POST", "/a/queryStatus");
    assert.equal(missing.status, 404);
  });
});
