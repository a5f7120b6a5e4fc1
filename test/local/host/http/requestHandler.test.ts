import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

interface Described {
  readonly method: string;
  readonly url: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

describe("an HTTP function", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start({ app: "web" });
  });
  after(() => world.close());

  it("receives method, absolute URL, query, headers and body", async () => {
    const headers = { "X-One": "1", "Content-Type": "text/plain" };
    const response = await world.fetch("/api/echo?a=1&a=2&b=%20x", { method: "PUT", headers, body: "böd" });
    const seen = (await response.json()) as Described;
    assert.equal(seen.method, "PUT");
    assert.equal(seen.url, `${world.host.url}/api/echo?a=1&a=2&b=%20x`);
    assert.deepEqual(seen.query, { a: "1,2", b: " x" });
    assert.equal(seen.headers["x-one"], "1");
    assert.equal(seen.body, "böd");
  });

  it("receives no body without Content-Length, as on the real host, and the log warns", async () => {
    const call = request(`${world.host.url}/api/echo`, { method: "POST" });
    call.write("chunk");
    call.end("s");
    const [response] = (await once(call, "response")) as [IncomingMessage];
    const seen = JSON.parse(await text(response)) as Described;
    assert.equal(seen.body, "");
    assert.ok(world.warnings().some((message) => message.includes("Content-Length")));
  });

  it("is called after 100-continue when the client waits for it", async () => {
    const call = request(`${world.host.url}/api/echo`, {
      method: "POST",
      headers: { Expect: "100-continue", "Content-Length": "4" },
    });
    call.flushHeaders();
    await once(call, "continue");
    call.end("body");
    const [response] = (await once(call, "response")) as [{ statusCode: number; resume(): void }];
    assert.equal(response.statusCode, 200);
    response.resume();
  });

  for (const [path, name, params] of [
    ["items/fixed", "fixed", {}],
    ["ITEMS/Fixed/", "fixed", {}],
    ["items/42", "number", { id: "42" }],
    ["items/a%20b%2Fc", "named", { name: "a b/c" }],
    ["maybe/1", "optional", { first: "1" }],
    ["maybe/1/2", "optional", { first: "1", second: "2" }],
    ["files", "rest", {}],
    ["files/a/b.txt", "rest", { path: "a/b.txt" }],
    ["report-2026.txt", "mixed", { year: "2026" }],
  ] as const)
    it(`is found by its route: ${path}`, async () => {
      const response = await world.fetch(`/api/${path}`);
      assert.equal(response.headers.get("x-function"), name);
      assert.deepEqual(((await response.json()) as Described).params, params);
    });

  for (const [what, method, path, status] of [
    ["no function has the route", "GET", "nowhere", 404],
    ["the path lacks the prefix", "GET", "../echo", 404],
    ["the method does not match", "GET", "echo", 404],
    ["a segment is missing", "GET", "maybe", 404],
    ["the route is its name and the methods are the default ones", "POST", "byName", 200],
    ["it returns nothing", "GET", "silent", 204],
    ["it throws", "GET", "throwing", 500],
    ["it sets a status", "GET", "plain", 418],
  ] as const)
    it(`answers ${status} where ${what}`, async () => {
      assert.equal((await world.fetch(`/api/${path}`, { method })).status, status);
    });

  it("answers without a body to a method that the function does not allow", async () => {
    assert.equal(await (await world.fetch("/api/echo")).text(), "");
  });

  it("is not behind /, where the host has its welcome page", async () => {
    const response = await world.fetch("/");
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
  });

  it("does not reveal the error that it throws", async () => {
    assert.equal(await (await world.fetch("/api/throwing")).text(), "");
    assert.ok(
      world.log.some(({ level, message }) => level === "error" && message.includes("broken handler")),
    );
  });

  it("returns text with a content type, bytes as they are, and cookies", async () => {
    const plain = await world.fetch("/api/plain");
    assert.equal(plain.headers.get("content-type"), "text/plain;charset=UTF-8");
    const bytes = await (await world.fetch("/api/binary")).bytes();
    assert.deepEqual([...bytes], [0, 255, 1]);
    const cookies = (await world.fetch("/api/cookies")).headers.getSetCookie();
    assert.deepEqual(cookies, ["a=1; max-age=60; path=/; httponly; samesite=Lax", "b=2%203"]);
  });

  it("never receives a body of more than 100 MB", async () => {
    const call = request(`${world.host.url}/api/echo`, {
      method: "POST",
      headers: { "Content-Length": String(100 * 1024 * 1024 + 1) },
    });
    call.flushHeaders();
    const [response] = (await once(call, "response")) as [{ statusCode: number }];
    assert.equal(response.statusCode, 500);
    call.destroy();
  });
});
