import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide } from "../../src/alerts/decide.ts";
import { readJson } from "../../src/alerts/text/readJson.ts";
import { commonAlert, files, reasonOf, sample } from "../support/alerts/fixtures.ts";
import { mutated, nested, randomNumbers } from "../support/alerts/mutations.ts";

const cases = 1_000;
const largestDecision = 100_000;

describe("decide: hostile bodies", () => {
  it(`${cases} mutated samples never throw and never make a large decision`, () => {
    const random = randomNumbers(20_261_123);
    const kinds = new Set<string>();
    for (let index = 0; index < cases; index += 1) {
      const body = mutated(sample(files[index % files.length] ?? ""), random);
      const decision = decide(body, { allowedScopes: "*" });
      kinds.add(decision.kind === "ignored" ? decision.reason : decision.kind);
      assert.ok(JSON.stringify(decision).length < largestDecision);
    }
    assert.ok(kinds.size >= 6, `only ${[...kinds].join(", ")}`);
  });

  it("survives the deepest nesting that fits in 256 KiB", () => {
    const alert = commonAlert({ essentials: { alertId: null, depth: nested(120_000) } });
    assert.equal(reasonOf(alert), "capture");
    assert.equal(reasonOf(nested(120_000)), "invalid");
  });

  it("survives endless wrapping", () => {
    let body: unknown = commonAlert().data;
    for (let layer = 0; layer < 10_000; layer += 1) body = { data: body };
    assert.equal(reasonOf(body), "invalid");
  });
});

describe("readJson", () => {
  const read = (...bytes: readonly (number | string)[]) =>
    readJson(Buffer.concat(bytes.map((part) => Buffer.from(typeof part === "string" ? part : [part]))));

  it("reads UTF-8, with a byte order mark too", () => {
    assert.deepEqual(read('{"a":"ü"}'), { ok: true, value: { a: "ü" } });
    assert.deepEqual(read(0xef, 0xbb, 0xbf, '{"a":1}'), { ok: true, value: { a: 1 } });
  });

  it("explains why it cannot read anything else", () => {
    for (const [reading, detail] of [
      [read(), /empty/],
      [read(" \n"), /empty/],
      [read(0xff, 0xfe, "{", 0), /not UTF-8/],
      [read("schemaId=1"), /must be JSON/],
      [read('{"a":'), /must be JSON/],
    ] as const) {
      assert.equal(reading.ok, false);
      assert.match(reading.detail, detail);
    }
  });
});
