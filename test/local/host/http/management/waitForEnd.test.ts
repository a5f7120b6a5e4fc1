import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HostWorld, type Status } from "../../../../support/world/hostWorld.ts";

describe("POST orchestrators with timeout and pollingInterval", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start();
  });
  after(() => world.close());

  let count = 0;
  /** Starts an instance, waits until the call itself waits, and moves time forward by `ms`. */
  async function startAndWait(name: string, input: unknown, query: string, ms: number): Promise<Response> {
    count += 1;
    const id = `waited-${count}`;
    const answer = world.durable("POST", `orchestrators/${name}/${id}?${query}`, input);
    while ((await world.durable("GET", `instances/${id}`)).status === 404);
    await world.clock.advance(ms);
    return answer;
  }

  it("answers 200 with the output at the first poll after the end", async () => {
    const response = await startAndWait("sleep", { ms: 12_000 }, "timeout=60&pollingInterval=5", 15_000);
    assert.equal(response.status, 200);
    assert.equal(await response.json(), 12_000);
  });

  it("answers 202 with the management URLs after the timeout", async () => {
    const response = await startAndWait("sleep", { ms: 12_000 }, "timeout=7&pollingInterval=5", 7_000);
    assert.equal(response.status, 202);
    assert.equal(response.headers.get("retry-after"), "10");
    const { statusQueryGetUri } = (await response.json()) as { statusQueryGetUri: string };
    assert.equal((await fetch(statusQueryGetUri)).status, 202);
  });

  it("answers like the status query for a failure, with 500 on request", async () => {
    const wait = "timeout=60&pollingInterval=5";
    const failed = await startAndWait("failing", {}, wait, 60_000);
    assert.equal(failed.status, 200);
    assert.equal(((await failed.json()) as Status).runtimeStatus, "Failed");
    const query = `${wait}&returnInternalServerErrorOnFailure=true`;
    assert.equal((await startAndWait("failing", {}, query, 60_000)).status, 500);
  });

  it("does not wait when one of the two is missing", async () => {
    assert.equal((await world.durable("POST", "orchestrators/await?timeout=60")).status, 202);
  });

  for (const query of [
    "timeout=x&pollingInterval=1",
    "timeout=5&pollingInterval=0",
    "timeout=1&pollingInterval=5",
  ])
    it(`answers 400 to ${query}`, async () => {
      assert.equal((await world.durable("POST", `orchestrators/await?${query}`)).status, 400);
    });

  it("answers 202 at once when the host closes", async () => {
    const other = await HostWorld.start();
    const path = "orchestrators/await/closing?timeout=600&pollingInterval=5";
    const answer = other.durable("POST", path);
    while ((await other.durable("GET", "instances/closing")).status === 404);
    await other.close();
    assert.equal((await answer).status, 202);
  });
});
