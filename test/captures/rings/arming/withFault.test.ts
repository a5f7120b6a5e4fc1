import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refuse } from "../../../../src/captures/outcome/refusal.ts";
import { ringReports } from "../../../../src/captures/rings/arming/ringReports.ts";
import { isUntold, withFault } from "../../../../src/captures/rings/arming/withFault.ts";
import { emptyRingRecord } from "../../../../src/captures/rings/ringRecord.ts";
import { at, faultFacts, ringFacts, vmIdOf } from "../../../support/rings/rings.ts";
import type { FailureCode } from "../../../../src/captures/outcome/failureCode.ts";
import type { Ring } from "../../../../src/captures/rings/ring.ts";

const now = at("11:00:00");
const later = at("11:30:00");
const fail = (ring: Ring, code: FailureCode, passing = false): Ring =>
  withFault(ring, { ...refuse(code, "Why."), passing }, now);
const waits = (code: FailureCode, count: number): readonly number[] => {
  let ring = ringFacts();
  return Array.from({ length: count }, () => {
    ring = fail(ring, code);
    return (Date.parse(ring.fault?.retryAt ?? "") - Date.parse(now)) / 60_000;
  });
};

describe("a fault of a ring", () => {
  it("is tried again after a minute, then after twice as long each time, up to a quarter of an hour", () => {
    assert.deepEqual(waits("agent-missing", 6), [1, 2, 4, 8, 15, 15]);
  });

  it("is tried again within five minutes where the VM does not run", () => {
    assert.deepEqual(waits("vm-not-running", 5), [1, 2, 4, 5, 5]);
  });

  it("does not count the looks at a VM that was off: an agent that is late after the boot may pass", () => {
    let ring = ringFacts();
    for (let look = 1; look <= 9; look += 1) ring = fail(ring, "vm-not-running");
    const isTold = [1, 2, 3].map(() => {
      ring = fail(ring, "capture-failed", true);
      return ring.fault !== null && isUntold(ring.fault);
    });
    assert.deepEqual(isTold, [false, false, true]);
    assert.equal(fail(ring, "throttled", true).fault?.tries, 4, "another code goes on counting");
  });

  it("keeps its beginning, and its hint is bounded", () => {
    const first = ringFacts({ fault: faultFacts() });
    const next = withFault(first, refuse("throttled", "x".repeat(5000)), now);
    assert.equal(next.fault?.since, first.fault?.since);
    assert.equal(next.fault?.hint.length, 600);
  });

  it("is told at once, or at the third failure where it may pass, and never of a VM that does not run", () => {
    assert.ok(isUntold(faultFacts()));
    assert.ok(!isUntold(faultFacts({ passing: true, tries: 2 })));
    assert.ok(isUntold(faultFacts({ passing: true, tries: 3 })));
    assert.ok(!isUntold(faultFacts({ code: "vm-not-running", tries: 99 })));
    assert.ok(!isUntold(faultFacts({ told: ["throttled", "agent-missing"] })));
  });
});

describe("the email about faults", () => {
  const record = {
    ...emptyRingRecord,
    rings: [
      ringFacts({ fault: faultFacts() }),
      ringFacts({ vmId: vmIdOf("WEB02"), fault: faultFacts({ code: "no-network-watcher" }) }),
      ringFacts({ vmId: vmIdOf("WEB03"), fault: faultFacts({ code: "vm-not-running" }) }),
      ringFacts({ vmId: vmIdOf("WEB04") }),
    ],
  };

  it("is about all new faults, once for each cause", () => {
    assert.ok(ringReports.isDue(record, now));
    const assigned = ringReports.assign(record, "arming-1", now);
    assert.equal(ringReports.keyOf(assigned, later), null);
    assert.ok(ringReports.isDue(assigned, now), "it may not have begun");
    assert.deepEqual(ringReports.unstarted(assigned), ["arming-1"]);
    const started = ringReports.started(assigned, "arming-1");
    assert.ok(!ringReports.isDue(started, now));
    const names = ringReports.faultsOf(started, "arming-1").map(({ vmName }) => vmName);
    assert.deepEqual(names, ["WEB01", "WEB02"]);
  });

  it("has the same key however often it is made, and another for another fault", () => {
    const reversed = { ...record, rings: record.rings.toReversed() };
    assert.equal(ringReports.keyOf(reversed, now), ringReports.keyOf(record, now));
    assert.notEqual(
      ringReports.keyOf({ ...record, rings: record.rings.slice(1) }, now),
      ringReports.keyOf(record, now),
    );
  });

  it("tells a second cause of the same fault once, and a cause that comes back never", () => {
    const [first] = ringReports.assign(record, "arming-1", now).rings;
    assert.ok(first !== undefined);
    const second = fail(first, "storage-refused");
    const told = ringReports.assign({ ...record, rings: [second] }, "arming-2", now).rings[0];
    assert.equal(told?.fault?.report?.instanceId, "arming-2");
    const again = fail(told, "agent-missing").fault;
    assert.ok(again !== null && !isUntold(again));
  });

  it("comes once in half an hour, and then tells everything that is new", () => {
    const assigned = ringReports.started(ringReports.assign(record, "arming-1", now), "arming-1");
    const [, , , sound] = assigned.rings;
    assert.ok(sound !== undefined);
    const rings = [...assigned.rings.slice(0, 3), fail(sound, "agent-missing")];
    const more = {
      ...assigned,
      rings: [...rings, fail(ringFacts({ vmId: vmIdOf("WEB05") }), "access-denied")],
    };
    assert.ok(!ringReports.isDue(more, at("11:29:59")));
    assert.equal(ringReports.keyOf(more, at("11:29:59")), null);
    assert.ok(ringReports.isDue(more, later));
    const next = ringReports.assign(more, "arming-2", later);
    const names = ringReports.faultsOf(next, "arming-2").map(({ vmName }) => vmName);
    assert.deepEqual(names, ["WEB04", "WEB05"]);
    assert.equal(ringReports.faultsOf(next, "arming-1").length, 2);
  });

  it("says nothing of a fault that has passed", () => {
    const assigned = ringReports.assign(record, "arming-1", now);
    const passed = { ...assigned, rings: assigned.rings.map((ring) => ({ ...ring, fault: null })) };
    assert.deepEqual(ringReports.faultsOf(passed, "arming-1"), []);
    assert.ok(!ringReports.isDue(passed, now));
  });
});
