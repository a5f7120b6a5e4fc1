import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { route } from "../../../src/console/state/route.ts";

const list = (text: string, facets: readonly string[]) => ({ screen: "list", filter: { text, facets } });

describe("an address of the page", () => {
  for (const [hash, expected] of [
    ["", list("", [])],
    ["#", list("", [])],
    ["#/", list("", [])],
    [
      "#/?q=web01+scan&state=running,failed&severity=critical",
      list("web01 scan", ["running", "failed", "critical"]),
    ],
    ["#/?state=critical", list("", ["critical"])],
    ["#/?state=nothing", list("", [])],
    ["#/captures/alert-1", { screen: "capture", id: "alert-1" }],
    ["#/captures/a%2Fb%3Fc", { screen: "capture", id: "a/b?c" }],
    ["#/captures/%E0%A4%A", { screen: "unknown" }],
    ["#/captures/", { screen: "unknown" }],
    ["#/captures/a/b", { screen: "unknown" }],
    ["#/new", { screen: "start", vmId: "" }],
    ["#/new?vm=%2Fsubscriptions%2Fa", { screen: "start", vmId: "/subscriptions/a" }],
    ["#/elsewhere", { screen: "unknown" }],
  ] as const)
    it(`${hash === "" ? "without anything" : hash} is understood`, () => {
      assert.deepEqual(route.read(hash), expected);
    });

  it("of a capture, a VM and a filter is read as it was written", () => {
    const id = "alert-a/b?c&d#e%";
    assert.deepEqual(route.read(route.capture(id)), { screen: "capture", id });
    assert.deepEqual(route.read(route.start(id)), { screen: "start", vmId: id });
    const filter = { text: 'a&b="c" 100% ü,+', facets: ["failed", "warning"] } as const;
    assert.deepEqual(route.read(route.list(filter)), { screen: "list", filter });
  });

  it("is short without a filter", () => {
    assert.equal(route.list({ text: "  ", facets: [] }), "#/");
    assert.equal(
      route.list({ text: "web01", facets: ["running", "failed", "critical"] }),
      "#/?q=web01&state=running,failed&severity=critical",
    );
  });
});
