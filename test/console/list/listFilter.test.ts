import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listFilter } from "../../../src/console/list/listFilter.ts";
import { matches } from "../../../src/console/list/matches.ts";
import { listed } from "../../support/console/listed.ts";
import type { ListedCapture } from "../../../src/api/captureList.ts";

const scan = listed();
const loss = listed({
  id: "alert-2",
  vm: "WEB02",
  lead: "10% lost",
  label: "Loss",
  severity: "warning",
  peers: [],
});
const failed = listed({
  id: "alert-3",
  vm: "DC1",
  lead: null,
  label: "Failed",
  severity: null,
  state: "failed",
});
const running = listed({ id: "alert-4", lead: null, label: "Capturing", severity: null, state: "running" });

const found = (query: string): readonly ListedCapture[] =>
  [scan, loss, failed, running].filter((capture) => matches(capture, listFilter.read(query)));

describe("the list's filter", () => {
  it("lets everything through when it is empty", () => {
    assert.equal(found("").length, 4);
    assert.equal(found("q=%20%20").length, 4);
  });

  for (const [what, query] of [
    ["VM", "q=web01+probed"],
    ["lead", "q=1,022"],
    ["label", "q=scan"],
    ["peer's address", "q=203.0.113.66+scan"],
    ["peer's name", "q=FILES.example+scan"],
  ] as const)
    it(`finds a capture by its ${what}`, () => {
      assert.deepEqual(found(query), [scan]);
    });

  it("finds captures by rule", () => {
    assert.equal(found("q=net-out-high").length, 4);
  });

  it("wants every word", () => {
    assert.deepEqual(found("q=web02+probed"), []);
  });

  it("shows what any of the pressed buttons names", () => {
    assert.deepEqual(found("state=running,failed"), [failed, running]);
    assert.deepEqual(found("state=failed&severity=critical"), [scan, failed]);
    assert.deepEqual(found("severity=warning"), [loss]);
  });

  it("wants both the words and a button", () => {
    assert.deepEqual(found("q=dc1&state=failed"), [failed]);
    assert.deepEqual(found("q=web01&state=failed"), []);
  });

  it("presses a button and lets it go", () => {
    const pressed = listFilter.toggled({ text: "x", facets: ["warning"] }, "running");
    assert.deepEqual(pressed, { text: "x", facets: ["running", "warning"] });
    assert.deepEqual(listFilter.toggled(pressed, "warning").facets, ["running"]);
  });

  it("searches a thousand captures anew without making their texts again", () => {
    const many = Array.from({ length: 1000 }, (_, number) => {
      const capture = listed({ id: `alert-${number}` });
      let reads = 0;
      const counted = { ...capture };
      Object.defineProperty(counted, "peers", { get: () => ((reads += 1), capture.peers) });
      return { capture: counted, reads: () => reads };
    });
    for (const text of ["w", "we", "web"])
      for (const { capture } of many) assert.ok(matches(capture, { text, facets: [] }));
    assert.ok(many.every(({ reads }) => reads() === 1));
  });
});
