import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isOwnOrigin } from "../../../../local/azure/http/isOwnOrigin.ts";

const own = "127.0.0.1:7071";

describe("isOwnOrigin", () => {
  for (const [what, headers] of [
    ["no page, such as curl", { host: own }],
    ["the page itself", { host: own, origin: `http://${own}`, "sec-fetch-site": "same-origin" }],
    ["the page by its name", { host: "localhost:7071", origin: "http://localhost:7071" }],
    ["an address that was typed in", { host: own, "sec-fetch-site": "none" }],
    ["a forwarded port", { host: "localhost:8080", origin: "http://localhost:8080" }],
  ] as const)
    it(`accepts ${what}`, () => {
      assert.equal(isOwnOrigin({ headers }), true);
    });

  for (const [what, headers] of [
    ["a name that leads here", { host: "evil.example:7071" }],
    ["a name that begins like an own one", { host: "127.0.0.1.evil.example" }],
    ["a name that ends like an own one", { host: "evil-localhost:7071" }],
    ["no host", {}],
    ["another site's script", { host: own, origin: "https://evil.example" }],
    ["a script of another port", { host: own, origin: "http://127.0.0.1:3000" }],
    ["the other own name", { host: own, origin: "http://localhost:7071" }],
    ["a document without an origin", { host: own, origin: "null" }],
    ["an image of another site", { host: own, "sec-fetch-site": "cross-site" }],
    ["a page of another port", { host: own, "sec-fetch-site": "same-site" }],
  ] as const)
    it(`refuses ${what}`, () => {
      assert.equal(isOwnOrigin({ headers }), false);
    });
});
