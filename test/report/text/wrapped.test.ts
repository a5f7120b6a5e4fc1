import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { wrapped } from "../../../src/report/text/wrapped.ts";

const hanging = { first: "", rest: 2 };
const id = `/subscriptions/${"0".repeat(36)}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/WEB01`;

describe("a wrapped text", () => {
  it("has at most 78 columns, and goes on indented", () => {
    assert.deepEqual(wrapped("word ".repeat(30), hanging), [
      `${"word ".repeat(15)}word`.slice(0, 74),
      `  ${"word ".repeat(15)}`.trimEnd(),
    ]);
    for (let length = 1; length < 30; length += 1)
      for (const line of wrapped(`${"x".repeat(length)} `.repeat(40), hanging)) assert.ok(line.length <= 78);
  });

  it("fills a line to its last column", () => {
    assert.deepEqual(wrapped(`${"a".repeat(38)} ${"b".repeat(39)}`, hanging), [
      `${"a".repeat(38)} ${"b".repeat(39)}`,
    ]);
    assert.equal(wrapped(`${"a".repeat(39)} ${"b".repeat(39)}`, hanging).length, 2);
  });

  it("has ids, URLs and words that are too long whole on lines of their own", () => {
    const url = "https://a.example/b";
    const long = "9f".repeat(40);
    assert.deepEqual(wrapped(`See ${id} and ${url} or ${long} then`, hanging), [
      "See",
      `  ${id}`,
      "  and",
      `  ${url}`,
      "  or",
      `  ${long}`,
      "  then",
    ]);
    assert.deepEqual(wrapped(id, { first: "  VM  ", rest: 6 }), ["  VM", `      ${id}`]);
    assert.deepEqual(wrapped(id, { first: "  ", rest: 6 }), [`  ${id}`]);
  });

  it("does not break a quantity", () => {
    const text = `${"x".repeat(71)} 69,830 packets`;
    assert.deepEqual(wrapped(text, hanging), ["x".repeat(71), "  69,830 packets"]);
    assert.deepEqual(wrapped(`${"x".repeat(73)} 7.0 MiB.`, hanging), ["x".repeat(73), "  7.0 MiB."]);
  });

  it("is one line of nothing for an empty text", () => {
    assert.deepEqual(wrapped("", { first: "  label", rest: 9 }), ["  label"]);
    assert.deepEqual(wrapped("", hanging), [""]);
  });
});
