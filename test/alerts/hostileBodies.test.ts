import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide } from "../../src/alerts/decide.ts";
import { readJson } from "../../src/alerts/readJson.ts";
import { commonAlert, files, reasonOf, sample, vmId } from "./fixtures.ts";

const cases = 1_000;
const largestDecision = 100_000;

/** mulberry32: the same numbers from 0 to 1 in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

const odd: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  "",
  " ",
  "\u0000",
  "__proto__",
  "x".repeat(10_000),
  "💥\ud800",
  [],
  {},
  [[]],
  [null, 1, {}],
  ["a", "b"],
  { name: null, value: [] },
  { toString: 1, length: -1 },
  vmId("web01"),
  [vmId("a"), 7, vmId("b")],
  "Resolved",
  "Fired",
  nested(20_000),
];

/** A copy with a tenth of its values replaced by something odd. */
function mutated(value: unknown, random: () => number): unknown {
  if (random() < 0.1) return odd[Math.floor(random() * odd.length)];
  if (Array.isArray(value)) return value.map((entry) => mutated(entry, random));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      random() < 0.02 ? "__proto__" : key,
      mutated(entry, random),
    ]),
  );
}

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

  it("survives a body nested as deep as 256 KiB allow", () => {
    const alert = commonAlert({ essentials: { alertId: null, depth: nested(120_000) } });
    assert.equal(reasonOf(alert), "capture");
    assert.equal(reasonOf(nested(120_000)), "invalid");
  });

  it("survives wrapping without end", () => {
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

  it("says why it cannot read the rest", () => {
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
