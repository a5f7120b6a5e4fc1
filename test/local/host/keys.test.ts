import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../support/world/hostWorld.ts";
import type { Keys } from "../../../local/host/keys.ts";

describe("a host that requires keys", () => {
  let world: HostWorld;
  let keys: Keys;
  before(async () => {
    world = await HostWorld.start({ app: "locked", enableAuth: true });
    keys = world.keys();
  });
  after(() => world.close());

  const key = (name: string): string =>
    ({ none: "", wrong: "wrong", own: keys.functions.function, other: keys.functions.start, ...keys })[
      name
    ] as string;

  for (const [path, shown, status] of [
    ["anonymous", "none", 200],
    ["anonymous", "wrong", 200],
    ["function", "none", 401],
    ["function", "wrong", 401],
    ["function", "other", 401],
    ["function", "durable", 401],
    ["function", "own", 200],
    ["function", "host", 200],
    ["function", "master", 200],
    ["admin", "own", 401],
    ["admin", "host", 401],
    ["admin", "master", 200],
  ] as const)
    it(`answers ${status} to the key '${shown}' on authLevel ${path}, in the header and in the query`, async () => {
      const headers = { "x-functions-key": key(shown) };
      const inHeader = await world.fetch(`/api/${path}`, shown === "none" ? {} : { headers });
      assert.equal(inHeader.status, status);
      assert.equal((await world.fetch(`/api/${path}?code=${key(shown)}`)).status, status);
    });

  it("prefers the header over the query", async () => {
    const headers = { "x-functions-key": "wrong" };
    assert.equal((await world.fetch(`/api/function?code=${key("own")}`, { headers })).status, 401);
  });

  it("opens the Durable webhook with its system key, which the URLs carry; the app's client needs none", async () => {
    const started = await world.fetch(`/api/start?code=${key("host")}`);
    assert.equal(started.status, 202);
    const { statusQueryGetUri } = (await started.json()) as { statusQueryGetUri: string };
    assert.equal((await fetch(statusQueryGetUri)).status, 202);
    const bare = statusQueryGetUri.replace(/code=[^&]*/, "");
    const anonymous = await fetch(bare);
    assert.deepEqual([anonymous.status, anonymous.headers.get("www-authenticate")], [401, "Bearer"]);
    assert.equal((await fetch(`${bare}&code=${key("host")}`)).status, 403);
    assert.equal((await fetch(`${bare}&code=${key("master")}`)).status, 202);
  });
});

it("keys stay the same from one start to the next, and are not required by default", async () => {
  const directory = await mkdtemp(join(tmpdir(), "host-keys-"));
  const stateFile = join(directory, "state.sqlite");
  const worldOf = (enableAuth: boolean) => HostWorld.start({ app: "locked", stateFile, enableAuth });
  const first = await worldOf(true);
  const keys = first.keys();
  await first.close();
  const open = await worldOf(false);
  assert.equal(open.host.keys, null);
  assert.equal((await open.fetch("/api/admin")).status, 200);
  await open.close();
  const second = await worldOf(true);
  assert.deepEqual(second.keys(), keys);
  await second.close();
  await rm(directory, { recursive: true });
});
