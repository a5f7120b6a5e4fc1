import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { momentOf } from "../../../../src/captures/rings/files/momentOf.ts";
import { neededFrom } from "../../../../src/captures/rings/files/neededFrom.ts";
import { at } from "../../../support/rings/rings.ts";
import type { Criterion } from "../../../../src/alerts/criterion.ts";

const criterion = (windowSeconds: number | null): Criterion => ({
  ...{ kind: "metric", measure: "Network Out Total", namespace: null, unit: null, dimensions: [] },
  ...{ aggregation: "total", operator: ">", threshold: 1, isDynamic: false, value: 2, windowSeconds },
});

describe("neededFrom", () => {
  it("is an hour before the alert", () => {
    const moment = { at: at("12:00:00"), windowSeconds: 300 };
    assert.equal(neededFrom(moment, at("12:03:00")), at("11:00:00"));
  });

  it("is the whole window of a rule that looks further back", () => {
    const moment = { at: at("12:00:00"), windowSeconds: 21_600 };
    assert.equal(neededFrom(moment, at("12:03:00")), at("06:00:00"));
  });

  it("counts from the capture where there is no alert, or one from the future", () => {
    assert.equal(neededFrom(null, at("12:03:00")), at("11:03:00"));
    const moment = { at: "2031-01-01T00:00:00Z", windowSeconds: null };
    assert.equal(neededFrom(moment, at("12:03:00")), at("11:03:00"));
  });
});

describe("momentOf", () => {
  it("has the largest window of the rule's conditions", () => {
    const criteria = [criterion(300), criterion(null), criterion(900)];
    assert.deepEqual(momentOf({ firedAt: at("12:00:00"), criteria }), {
      at: at("12:00:00"),
      windowSeconds: 900,
    });
  });

  it("has no window where the alert tells none, or nonsense", () => {
    for (const criteria of [undefined, [], [criterion(null), criterion(-5), criterion(0)]])
      assert.deepEqual(momentOf({ firedAt: at("12:00:00"), ...(criteria !== undefined && { criteria }) }), {
        at: at("12:00:00"),
        windowSeconds: null,
      });
  });

  it("has a window of two days at most, in whole seconds", () => {
    const windowOf = (seconds: number) =>
      momentOf({ firedAt: at("12:00:00"), criteria: [criterion(seconds)] })?.windowSeconds;
    assert.equal(windowOf(1e9), 172_800);
    assert.equal(windowOf(59.6), 60);
  });

  it("is null without an alert, or where the alert does not say when it fired", () => {
    assert.equal(momentOf(null), null);
    assert.equal(momentOf({ firedAt: null }), null);
  });
});
