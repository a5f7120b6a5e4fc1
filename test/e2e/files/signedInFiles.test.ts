import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { as, operator, reader } from "../../support/http/signedIn.ts";
import { common, World } from "../../support/world/world.ts";

const principalId = "9b0f7c1e-5a77-4c0e-9d6e-0a4d9f8f2b11";

describe("a person who is signed in", () => {
  let world: World;
  let id = "";
  const lines: string[] = [];
  before(async () => {
    const log = ({ message }: { message: string }) => void lines.push(message);
    world = await World.start({ WEBSITE_AUTH_ENABLED: "True" }, { log });
    const instance = await world.fire(await common("WEB01"));
    await world.outcome(instance);
    id = instance.id;
  });
  after(async () => {
    await world.close();
    process.env.WEBSITE_AUTH_ENABLED = "";
  });

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${world.environment.url}/api/${path}`, { headers, redirect: "manual" });

  it("gets a link with the app role for it, and the log has the person's id", async () => {
    const person = { ...as(operator), "X-MS-CLIENT-PRINCIPAL-ID": principalId };
    const response = await get(`ui/api/captures/${id}/file`, person);
    assert.equal(response.status, 302);
    const whole = await fetch(response.headers.get("location") ?? "");
    assert.equal(whole.status, 200);
    const event = lines.findLast((line) => line.includes('"capture.linkIssued"')) ?? "{}";
    assert.partialDeepStrictEqual(JSON.parse(event), { instanceId: id, principalId });
  });

  it("gets none with the app role to read only", async () => {
    assert.equal((await get(`ui/api/captures/${id}/file`, as(reader))).status, 403);
  });

  it("shares the kept answers with those who have a key, and nobody else gets them", async () => {
    for (const path of ["captures?top=9", `captures/${id}`]) {
      const byKey = await get(path);
      const etag = byKey.headers.get("etag") ?? "";
      const signedIn = await get(`ui/api/${path}`, as(reader));
      assert.equal(signedIn.headers.get("etag"), etag);
      assert.deepEqual(await signedIn.json(), await byKey.json());
      const known = await get(`ui/api/${path}`, { ...as(reader), "If-None-Match": etag });
      assert.equal(known.status, 304);
      const stranger = await get(`ui/api/${path}`, { "If-None-Match": etag });
      assert.deepEqual([stranger.status, stranger.headers.get("etag")], [401, null]);
    }
  });
});
