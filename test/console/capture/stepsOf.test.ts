import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stepsOf } from "../../../src/console/capture/progress/stepsOf.ts";

const states = (phase: string | null): string =>
  stepsOf(phase)
    .map(({ label, state }) => `${label} ${state}`)
    .join(", ");

describe("stepsOf", () => {
  it("marks what is done, what is under way and what is ahead", () => {
    assert.equal(
      states("capturing"),
      "Resolving done, Clearing done, Starting done, Capturing current, Analyzing ahead, Reporting ahead, Done ahead",
    );
  });

  it("has every step ahead before the first phase and in an unknown one", () => {
    for (const phase of [null, "dancing"])
      assert.equal(
        stepsOf(phase).every(({ state }) => state === "ahead"),
        true,
      );
  });

  it("has every step done in the last phase", () => {
    assert.equal(
      stepsOf("done").every(({ state }) => state === "done"),
      true,
    );
  });
});
