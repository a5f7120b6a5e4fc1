import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { progressNow } from "../../../src/console/list/progressNow.ts";

const running = {
  label: "Capturing",
  percent: 20,
  updatedAt: "2026-11-26T10:01:00Z",
  vms: [{ endsAt: "2026-11-26T10:05:00Z" }],
};
const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);

describe("how far a capture is", () => {
  for (const [time, percent, text] of [
    ["10:01:00", 20, "Capturing 20% · 4:00 left"],
    ["10:03:06", 62, "Capturing 62% · 1:54 left"],
    ["10:04:59", 99, "Capturing 99% · 0:01 left"],
    // Its file is not there yet.
    ["10:05:30", 99, "Capturing 99%"],
    // The viewer's clock is behind the app's.
    ["10:00:00", 20, "Capturing 20% · 5:00 left"],
  ] as const)
    it(`is "${text}" at ${time}`, () => {
      assert.deepEqual(progressNow(running, at(time)), { percent, text });
    });

  it("is the phase alone where there is no session yet", () => {
    const starting = { ...running, label: "Starting", percent: null, vms: [{}] };
    assert.deepEqual(progressNow(starting, at("10:01:00")), { percent: null, text: "Starting" });
  });

  it("is as old as the app's figure where no end is known", () => {
    const unknown = { ...running, vms: [] };
    assert.deepEqual(progressNow(unknown, at("10:03:00")), { percent: 20, text: "Capturing 20%" });
  });

  it("counts to the last of several ends", () => {
    const several = { ...running, vms: [{ endsAt: "2026-11-26T10:03:00Z" }, ...running.vms] };
    assert.equal(progressNow(several, at("10:01:00")).text, "Capturing 20% · 4:00 left");
  });
});
