import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedWith } from "../../../src/console/capture/sharedWith.ts";

const copy = <T>(value: T): T => structuredClone(value);

describe("sharedWith", () => {
  const old = {
    phase: "capturing",
    percent: 10,
    vms: [{ id: 1, summary: { bytes: [1, 2] } }, { id: 2 }],
    gone: null,
  };

  it("is the old value where nothing has changed", () => {
    assert.equal(sharedWith(old, copy(old)), old);
  });

  it("keeps the parts that have not changed", () => {
    const next = sharedWith(old, { ...copy(old), percent: 20 });
    assert.deepEqual(next, { ...old, percent: 20 });
    assert.equal(next.vms, old.vms);
  });

  it("keeps the unchanged items of a list of which one has changed", () => {
    const changed = copy(old);
    changed.vms[1] = { id: 3 };
    const next = sharedWith(old, changed);
    assert.deepEqual(next, changed);
    assert.notEqual(next.vms, old.vms);
    assert.equal(next.vms[0], old.vms[0]);
  });

  it("has what came and lacks what went", () => {
    assert.deepEqual(sharedWith({ a: 1, b: undefined }, { a: 1, c: undefined }), { a: 1, c: undefined });
    assert.deepEqual(sharedWith([1, 2, 3], [1, 2]), [1, 2]);
    assert.deepEqual(sharedWith([1], { 0: 1 }), { 0: 1 });
    assert.equal(sharedWith(null, old), old);
  });
});
