import assert from "node:assert/strict";
import { it } from "node:test";
import { thresholdsIn } from "../../scripts/thresholdsTable.ts";

it("reads thresholds with their reasons, those of a group by its name", () => {
  const text = `export const thresholds = {
  // Subject.
  /** One
   * reason. */
  share: 0.2,
  least: 5,
  /** Of a group. */
  flood: {
    /** Per second: 1|2. */
    rate: 1_000,
    dead: { times: 2, seconds: 3 },
  },
} as const;`;
  assert.deepEqual(thresholdsIn(text), [
    { name: "share", value: "0.2", reason: "One reason." },
    { name: "least", value: "5", reason: "" },
    { name: "flood.rate", value: "1_000", reason: "Per second: 1|2." },
    { name: "flood.dead", value: "{ times: 2, seconds: 3 }", reason: "" },
  ]);
});
