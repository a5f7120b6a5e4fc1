import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultView, readFault } from "../../../../local/azure/faults/fault.ts";
import { faultPresets } from "../../../../local/lab/faultPresets.ts";
import { activeFaults, withFaults } from "../../../../local/lab/page/faults/activeFaults.ts";
import type { LabFault } from "../../../../local/lab/controlView.ts";

/** As the control API gives faults back. */
const shown = (faults: readonly LabFault[]): readonly LabFault[] =>
  faults.map((fault) => {
    const reading = readFault(fault);
    assert.ok(reading.ok);
    return faultView(reading.fault) as unknown as LabFault;
  });

const up = { available: true };

describe("activeFaults", () => {
  it("has the words of every fault of the list, however the control API gives it back", () => {
    for (const { label, faults } of faultPresets.filter((preset) => preset.faults.length > 0)) {
      const [one, ...others] = activeFaults({ faults: shown(faults), backend: up }, faultPresets);
      assert.deepEqual([one?.label, others], [label, []]);
    }
  });

  it("shows what another fault matches and does, and how often it still applies", () => {
    const faults = shown([{ method: "get", path: "/vms/", status: 500, delayMs: 1500, times: 2 }]);
    assert.deepEqual(activeFaults({ faults, backend: up }, faultPresets), [
      { label: "Another fault", detail: "GET /vms/ → after 1.5 s, 500", left: 2 },
    ]);
    const silent = shown([{ path: ".", status: "timeout" }]);
    assert.deepEqual(activeFaults({ faults: silent, backend: up }, faultPresets), [
      { label: "Another fault", detail: "any method . → no answer", left: null },
    ]);
  });

  it("leaves out what is used up", () => {
    assert.deepEqual(activeFaults({ faults: [{ path: "/a", status: 500, times: 0 }], backend: up }, []), []);
  });

  it("has the stopped backend first", () => {
    const active = activeFaults(
      { faults: [{ path: "/a", status: 500 }], backend: { available: false } },
      faultPresets,
    );
    assert.deepEqual(
      active.map(({ label }) => label),
      ["The Durable backend stops", "Another fault"],
    );
  });
});

describe("withFaults", () => {
  const throttled = { path: "/a", status: 429, times: 3 };
  const refused = { path: "/b", status: 403 };

  it("adds to what is there, in front of it", () => {
    assert.deepEqual(withFaults([refused], [throttled]), [throttled, refused]);
  });

  it("begins the same fault anew instead of having it twice", () => {
    const partlyUsed = { ...throttled, headers: {}, delayMs: 0, times: 1 };
    assert.deepEqual(withFaults([partlyUsed, refused], [throttled]), [throttled, refused]);
  });

  it("forgets what is used up", () => {
    assert.deepEqual(withFaults([{ ...throttled, times: 0 }], [refused]), [refused]);
  });
});
