import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { realClock } from "../../../local/environment/clock.ts";
import { startHost, type Host } from "../../../local/host/host.ts";
import { rawRequest } from "../../support/http/rawRequest.ts";

const root = new URL("../../../", import.meta.url).pathname;
const built = new URL("../../../dist/console/", import.meta.url);

const protection = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** As it goes over the wire: fetch would unpack it. */
async function gzipped(url: string): Promise<Buffer> {
  const outgoing = request(url, { headers: { "accept-encoding": "gzip" } }).end();
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return Buffer.concat(await incoming.toArray());
}

describe("the files of the captures page", () => {
  let host: Host;
  before(async () => {
    // Without a single setting: the page is there to show which ones are wrong.
    const options = { appDirectory: root, port: 0, stateFile: ":memory:", clock: realClock };
    host = await startHost({ ...options, log: () => undefined, enableAuth: true });
  });
  after(() => host.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${host.url}/api/ui${path}`, { headers });
  const assets = async () => (await readdir(built)).filter((name) => name !== "index.html");

  it("come without a key and with wrong settings, each as it was built", async () => {
    assert.equal((await fetch(`${host.url}/api/health`)).status, 503);
    const index = await get("");
    assert.equal(index.status, 200);
    assert.equal(index.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(await index.text(), await readFile(new URL("index.html", built), "utf8"));
    assert.ok((await assets()).length >= 2);
    for (const name of await assets()) {
      const answer = await get(`/${name}`);
      assert.equal(answer.status, 200, name);
      assert.equal(await answer.text(), await readFile(new URL(name, built), "utf8"), name);
    }
  });

  it("are all that index.html refers to", async () => {
    const html = await (await get("")).text();
    const named = [...html.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(([, path = ""]) => path);
    assert.deepEqual(
      named.toSorted(),
      (await assets()).map((name) => `/api/ui/${name}`),
    );
    for (const path of named) assert.equal((await fetch(host.url + path)).status, 200, path);
  });

  it("carry the protection of the page, whatever is asked", async () => {
    const [asset = ""] = await assets();
    const etag = (await get("")).headers.get("etag") ?? "";
    const answers = [
      await get(""),
      await get(`/${asset}`),
      await get("/none.js"),
      await get("", { "If-None-Match": etag }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 404, 304],
    );
    for (const { headers } of answers) {
      for (const [name, value] of Object.entries(protection)) assert.equal(headers.get(name), value, name);
      assert.match(headers.get("permissions-policy") ?? "", /camera=\(\).*microphone=\(\)/);
      assert.ok(!headers.has("access-control-allow-origin"));
    }
  });

  it("are kept by browsers for ever when their name is that of their content, and index.html is asked for again", async () => {
    assert.equal((await get("")).headers.get("cache-control"), "no-cache");
    assert.equal((await get("/index.html")).headers.get("cache-control"), "no-cache");
    for (const name of await assets()) {
      assert.match(name, /^[a-z]+-[A-Z0-9]{8}\.(?:js|css)$/);
      const { headers } = await get(`/${name}`);
      assert.equal(headers.get("cache-control"), "public, max-age=31536000, immutable");
    }
  });

  it("come compressed to whoever takes it, under a tag of their own", async () => {
    const plain = await rawRequest(host.url, "GET", "/api/ui");
    assert.doesNotMatch(plain.all, /content-encoding/i);
    for (const [accepted, isGzipped] of [
      ["gzip", true],
      ["br;q=1, GZIP;q=0.8", true],
      ["*", true],
      ["identity", false],
      ["gzip;q=0", false],
      ["gzip;q=0.000, br", false],
      ["xgzip", false],
    ] as const) {
      const { headers } = await get("", { "Accept-Encoding": accepted });
      assert.equal(headers.get("content-encoding") === "gzip", isGzipped, accepted);
      assert.equal((headers.get("etag") ?? "").endsWith('-gzip"'), isGzipped, accepted);
      assert.equal(headers.get("vary"), "Accept-Encoding");
    }
    const { headers } = await get("", { "Accept-Encoding": "gzip" });
    assert.ok(
      gunzipSync(await gzipped(`${host.url}/api/ui`)).equals(await readFile(new URL("index.html", built))),
    );
    const known = { "Accept-Encoding": "gzip", "If-None-Match": `"other", W/${headers.get("etag") ?? ""}` };
    const again = await get("", known);
    assert.deepEqual([again.status, await again.text()], [304, ""]);
    assert.equal((await get("", { ...known, "Accept-Encoding": "identity" })).status, 200);
    assert.equal((await get("", { "If-None-Match": '"none"' })).status, 200);
  });

  it("are the only ones that a path can reach", async () => {
    const tricks = [
      ...["..%2fmain.js", "..%2F..%2fpackage.json", "%2e%2e%2fmain.js", "..%5cmain.js", "%2fetc%2fpasswd"],
      ...["index.html%00", "%00", "index.html%00.js", "__proto__", "constructor", "toString", "%", "%zz"],
      ...["INDEX.HTML", "index.html.", "..", "..;", "index.html%2f..%2f..%2fmain.js"],
    ];
    const [asset = ""] = await assets();
    for (const trick of [...tricks, asset.toLowerCase(), `${asset}.map`, `./${asset}%20`]) {
      const { status, text } = await rawRequest(host.url, "GET", `/api/ui/${trick}`);
      assert.equal(status, 404, trick);
      assert.ok(!text.includes("createRequire"), trick);
    }
  });

  it("come with GET alone", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"])
      assert.equal((await fetch(`${host.url}/api/ui`, { method })).status, 404, method);
  });
});
