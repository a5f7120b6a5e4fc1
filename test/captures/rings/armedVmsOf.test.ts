import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { armedVmsOf } from "../../../src/captures/rings/armedVmsOf.ts";
import { emptyRingRecord } from "../../../src/captures/rings/ringRecord.ts";
import {
  at,
  endedFacts,
  faultFacts,
  liveFacts,
  ringFacts,
  strayFacts,
  vmIdOf,
} from "../../support/rings/rings.ts";
import type { ArmedVms } from "../../../src/api/armedVms.ts";
import type { Ring } from "../../../src/captures/rings/ring.ts";

const now = at("11:01:00");
const seen = (...rings: readonly Ring[]): ArmedVms["vms"] =>
  armedVmsOf({ ...emptyRingRecord, rings }, now).vms;
const vmId = vmIdOf("WEB01");

describe("armed VMs", () => {
  it("names a ring that runs, since when it does, and how long it covers", () => {
    const running = { vmId, state: "running", since: at("10:02:10"), coversSeconds: 3600, error: null };
    assert.deepEqual(seen(ringFacts({ session: liveFacts() })), [running]);
  });

  it("calls a ring starting until its status shows that it runs", () => {
    const [starting] = seen(ringFacts({ session: liveFacts({ confirmedAt: null }) }));
    assert.equal(starting?.state, "starting");
    assert.equal(starting.since, at("10:01:00"));
  });

  it("calls a VM without a session yet starting, and one that stops for an alert or a renewal too", () => {
    const stop = { at: at("11:00:30"), askedAt: at("11:00:40"), why: "renewal" } as const;
    const claim = { instanceId: "alert-1", at: at("11:00:40") };
    const states = seen(
      ringFacts(),
      ringFacts({ ended: [endedFacts()] }),
      ringFacts({ session: liveFacts({ stop }) }),
      ringFacts({ session: liveFacts({ claim }) }),
    );
    assert.deepEqual(
      states.map(({ state, since, coversSeconds, error }) => [state, since, coversSeconds, error]),
      [
        ["starting", at("10:00:00"), 0, null],
        ["starting", at("10:00:30"), 0, null],
        ["starting", stop.at, 0, null],
        ["starting", claim.at, 0, null],
      ],
    );
  });

  it("says why a VM has no ring, and says nothing more of it once it has one again", () => {
    const fault = faultFacts();
    const [failed, back] = seen(ringFacts({ fault }), ringFacts({ fault, session: liveFacts() }));
    assert.deepEqual([failed?.state, failed?.since, failed?.error], ["failed", fault.since, fault.hint]);
    assert.deepEqual([back?.state, back?.error], ["running", null]);
  });

  it("keeps a VM that is being disarmed until nothing is left of its ring", () => {
    const stop = { at: at("11:00:30"), askedAt: at("11:00:40"), why: "left" } as const;
    const stray = strayFacts({ captureName: "stray" });
    const states = seen(
      ringFacts({ isLeaving: true, session: liveFacts() }),
      ringFacts({ isLeaving: true, session: liveFacts({ stop }), fault: faultFacts() }),
      ringFacts({ isLeaving: true, strays: [stray] }),
      ringFacts({ isLeaving: true, ended: [endedFacts()] }),
      ringFacts({ isLeaving: true, ended: [endedFacts({ isDeleted: true })] }),
    );
    const stopping = "It is armed no longer and is being stopped.";
    const deleting = "It is armed no longer. Its session has ended and is still to be deleted.";
    assert.deepEqual(
      states.map(({ state, since, coversSeconds, error }) => [state, since, coversSeconds, error]),
      [
        ["running", at("10:02:10"), 0, stopping],
        ["running", stop.at, 0, stopping],
        ["running", at("10:00:00"), 0, stopping],
        ["failed", at("10:00:30"), 0, deleting],
      ],
    );
  });

  it("says why the ring of a VM that is being disarmed could not be stopped", () => {
    const fault = faultFacts({ code: "access-denied", hint: "Stop the packet capture: 403." });
    const stray = strayFacts({ startedAt: at("10:00:00") });
    for (const own of [{ session: liveFacts() }, { strays: [stray] }]) {
      const [refused] = seen(ringFacts({ isLeaving: true, fault, ...own }));
      assert.deepEqual([refused?.state, refused?.error], ["failed", fault.hint]);
    }
  });
});
