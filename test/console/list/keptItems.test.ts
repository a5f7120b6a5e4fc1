import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keptItems } from "../../../src/console/list/keptItems.ts";
import { listed } from "../../support/console/listed.ts";

const list = (...captures: readonly ReturnType<typeof listed>[]) => ({ captures, truncated: false });

describe("the next list", () => {
  it("has the known items where nothing about them has changed", () => {
    const before = list(listed({ id: "alert-1" }), listed({ id: "alert-2", percent: 10 }));
    const next = list(
      listed({ id: "alert-3" }),
      listed({ id: "alert-1" }),
      listed({ id: "alert-2", percent: 20 }),
    );
    const kept = keptItems(before, next);
    assert.deepEqual(kept, next);
    assert.equal(kept.captures[1], before.captures[0]);
    assert.equal(kept.captures[2], next.captures[2]);
  });

  it("is itself at the beginning, and when it is the same object", () => {
    const next = list(listed());
    assert.equal(keptItems(null, next), next);
    assert.equal(keptItems(next, next), next);
  });
});
