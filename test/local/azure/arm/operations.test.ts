import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { Simulation, subscription, vmId, watcher, watcherGroup } from "../../../support/world/simulation.ts";

const captures = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures`;
const properties = { target: vmId("WEB01"), storageLocation: { filePath: "C:\\a.cap" } };

describe("a long-running operation", () => {
  let simulation: Simulation | undefined;
  afterEach(() => simulation?.close());

  /** A world with a running capture `a`. */
  const started = async (realistic?: number): Promise<Simulation> => {
    simulation = await Simulation.start(realistic === undefined ? {} : { realistic });
    await call(simulation, "PUT", "/a", { properties });
    await simulation.clock.advance(12_000);
    return simulation;
  };
  const call = (world: Simulation, method: string, name: string, body?: unknown) =>
    world.arm(method, `${captures}${name}?api-version=2026-01-01`, { body });
  /** Follows a URL that an answer gave in a header. */
  const follow = (world: Simulation, { headers }: Response, header: string) =>
    world.arm("GET", (headers.get(header) ?? "").slice(world.azure.azureUrl.length));

  it("is named by the request id of its first answer and of all others; the correlation id is another", async () => {
    const world = await started();
    const answer = await call(world, "POST", "/a/queryStatus");
    const id = answer.headers.get("x-ms-request-id") ?? "";
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.notEqual(answer.headers.get("x-ms-correlation-request-id"), id);
    assert.ok(answer.headers.get("location")?.includes(`/operationResults/${id}?`));
    assert.equal((await follow(world, answer, "location")).headers.get("x-ms-request-id"), id);
  });

  it("has signed URLs of 3 to 4 KB, another one in each answer, all of them valid", async () => {
    const world = await started();
    const first = await call(world, "POST", "/a/queryStatus");
    const second = await follow(world, first, "location");
    const [one, other] = [first, second].map(({ headers }) => new URL(headers.get("location") ?? ""));
    assert.notEqual(one?.href, other?.href);
    assert.equal(one?.pathname, other?.pathname);
    assert.deepEqual([...(one?.searchParams.keys() ?? [])], ["api-version", "t", "c", "s", "h"]);
    assert.ok(
      Number(one?.href.length) > 3_072 && Number(one?.href.length) < 4_096,
      one?.href.length.toString(),
    );
    for (const answer of [first, second, first])
      assert.equal((await follow(world, answer, "location")).status, 200);
  });

  it("is not found under a URL that no answer gave", async () => {
    const world = await started();
    const [mine, others] = [await call(world, "POST", "/a/stop"), await call(world, "POST", "/a/stop")];
    const given = new URL(mine.headers.get("location") ?? "");
    const changed = (change: (url: URL) => void) => {
      const url = new URL(given);
      change(url);
      return world.arm("GET", url.pathname + url.search);
    };
    const answers = [
      ...["t", "c", "s", "h"].flatMap((name) => [
        changed(({ searchParams }) => {
          searchParams.set(name, `${searchParams.get(name) ?? ""}A`);
        }),
        changed(({ searchParams }) => {
          searchParams.delete(name);
        }),
      ]),
      changed(({ searchParams }) => {
        searchParams.set("api-version", "2024-07-01");
      }),
      changed((url) => {
        url.pathname = url.pathname.replace("/operationResults/", "/operations/");
      }),
      changed((url) => {
        url.pathname = new URL(others.headers.get("location") ?? "").pathname;
      }),
      world.arm("GET", `${given.pathname}?api-version=2026-01-01`),
    ];
    for (const answer of await Promise.all(answers)) assert.equal(answer.status, 404);
    assert.equal((await changed(() => undefined)).status, 202);
  });

  it("takes a second at most", async () => {
    const world = await started();
    for (const [method, name] of [
      ["POST", "/a/stop"],
      ["DELETE", "/a"],
    ] as const) {
      const answer = await call(world, method, name);
      assert.equal(answer.status, 202);
      assert.equal(answer.headers.get("retry-after"), "10");
      assert.equal((await follow(world, answer, "location")).status, 202);
      await world.clock.advance(1_000);
      assert.notEqual((await follow(world, answer, "location")).status, 202);
    }
  });

  it("takes the recorded times in a realistic world, other ones for another seed", async () => {
    const times: number[] = [];
    for (const seed of [1, 2]) {
      const world = await started(seed);
      const stopping = await call(world, "POST", "/a/stop");
      const begin = world.clock.now();
      await world.clock.advance(9_999);
      const running = await follow(world, stopping, "azure-asyncoperation");
      assert.deepEqual(await running.json(), { status: "InProgress" });
      await world.clock.runUntil(async () => (await follow(world, stopping, "location")).status !== 202);
      times.push(world.clock.now() - begin);
      const succeeded = await follow(world, stopping, "azure-asyncoperation");
      assert.deepEqual(await succeeded.json(), { status: "Succeeded", properties: {} });
      const result = await follow(world, stopping, "location");
      assert.deepEqual([result.status, await result.text()], [200, "null"]);
      const deleting = await call(world, "DELETE", "/a");
      await world.clock.advance(30_000);
      assert.equal((await follow(world, deleting, "location")).status, 204);
      await world.close();
      simulation = undefined;
    }
    assert.ok(
      times.every((time) => time >= 10_000 && time <= 20_000),
      String(times),
    );
    assert.equal(new Set(times).size, 2);
  });
});
