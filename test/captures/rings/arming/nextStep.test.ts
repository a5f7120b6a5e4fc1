import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nextStep, pauseSeconds } from "../../../../src/captures/rings/arming/nextStep.ts";
import {
  at,
  endedFacts,
  faultFacts,
  liveFacts,
  ringFacts,
  strayFacts,
} from "../../../support/rings/rings.ts";
import type { RingStep } from "../../../../src/captures/rings/arming/nextStep.ts";
import type { LiveSession, Ring } from "../../../../src/captures/rings/ring.ts";

const now = at("11:00:00");
const own = liveFacts().captureName;
const old = endedFacts().captureName;
const claim = { instanceId: "alert-1", at: at("10:59:30") };
const stop = (seconds: number) => ({ at: ago(seconds), askedAt: ago(seconds), why: "alert" }) as const;
const stray = strayFacts({ captureName: "stray" });
const endingStray = (asked: number, checked: number | null) => ({
  ...{ ...stray, startedAt: ago(900), stoppedAt: ago(asked), askedAt: ago(asked) },
  checkedAt: checked === null ? null : ago(checked),
});
const unaccepted = { acceptedAt: null, confirmedAt: null, checkedAt: null, endsAt: null };

function ago(seconds: number): string {
  return new Date(Date.parse(now) - seconds * 1000).toISOString();
}

const check = (captureName: string, isRoutine = false): RingStep => ({
  kind: "check",
  captureName,
  isRoutine,
});
const stopped = (why: "alert" | "renewal" | "left" | null, captureName = own): RingStep => ({
  kind: "stop",
  captureName,
  why,
});
const live = (facts: Partial<LiveSession>) => ({ session: liveFacts({ checkedAt: ago(10), ...facts }) });

const cases: readonly (readonly [title: string, ring: Partial<Ring>, step: RingStep | null])[] = [
  ["starts a VM's first session", {}, { kind: "start" }],
  ["waits for the back-off", { fault: faultFacts({ retryAt: ago(-1) }) }, null],
  ["tries again after the back-off", { fault: faultFacts({ retryAt: now }) }, { kind: "start" }],
  ["starts nothing on a VM that leaves", { isLeaving: true }, null],
  ["starts nothing where only a scope could not be listed", { vmId: "/subscriptions/s" }, null],
  ["goes on with a start that was noted", live(unaccepted), { kind: "start" }],
  ["looks whether a start came about that an alert has taken", live({ ...unaccepted, claim }), check(own)],
  ["leaves a session that runs alone", live({}), null],
  ["checks one that runs every five minutes", live({ checkedAt: ago(300) }), check(own, true)],
  [
    "leaves a new one alone for a minute",
    live({ acceptedAt: ago(59), confirmedAt: null, checkedAt: null }),
    null,
  ],
  [
    "checks a new one after a minute",
    live({ acceptedAt: ago(60), confirmedAt: null, checkedAt: null }),
    check(own),
  ],
  ["stops one that an alert has taken", live({ claim }), stopped("alert")],
  ["stops one of a VM that leaves", { ...live({}), isLeaving: true }, stopped("left")],
  ["stops one that is about to end", live({ endsAt: ago(-60) }), stopped("renewal")],
  ["leaves one that ends later than its VM's time of renewal", live({ endsAt: ago(-3661) }), null],
  ["stops one at once that writes elsewhere now", live({ endsAt: now }), stopped("renewal")],
  ["looks at one that a list lacked", live({ checkedAt: null }), check(own)],
  ["waits ten seconds after a stop", live({ stop: stop(9) }), null],
  ["looks ten seconds after a stop", live({ stop: stop(10) }), check(own)],
  ["stops again after a minute", live({ stop: stop(60), checkedAt: ago(10) }), stopped("alert")],
  ["looks before it stops again", live({ stop: stop(70), checkedAt: ago(80) }), check(own)],
  [
    "deletes a session that has ended, before it starts another",
    { ended: [endedFacts()] },
    { kind: "remove", captureName: old },
  ],
  ["keeps one that an alert may look at", { ended: [endedFacts({ keptUntil: ago(-1) })] }, { kind: "start" }],
  ["deletes none twice", { ended: [endedFacts({ isDeleted: true })] }, { kind: "start" }],
  ["asks for the age of a stray one first", { ...live({ claim }), strays: [stray] }, check("stray")],
  [
    "stops a stray one beside the VM's own",
    { ...live({}), strays: [{ ...stray, startedAt: ago(60) }] },
    stopped(null, "stray"),
  ],
  ["starts none while a stray one ends", { strays: [endingStray(5, null)] }, null],
  [
    "takes care of the VM's own while a stray one ends",
    { ...live({ claim }), strays: [endingStray(5, null)] },
    stopped("alert"),
  ],
  ["looks at a stray one ten seconds after its stop", { strays: [endingStray(10, null)] }, check("stray")],
  ["looks at it again only ten seconds later", { strays: [endingStray(19, 9)] }, null],
  ["asks it again to stop after a minute", { strays: [endingStray(60, 10)] }, stopped(null, "stray")],
];

describe("the next step for a ring", () => {
  for (const [title, facts, step] of cases)
    it(title, () => {
      assert.deepEqual(nextStep(ringFacts(facts), now), step);
    });

  it("comes after a pause only where a session ends", () => {
    assert.equal(pauseSeconds(ringFacts(live({ stop: stop(4) })), now), 6);
    assert.equal(pauseSeconds(ringFacts(live({})), now), null);
    assert.equal(pauseSeconds(ringFacts({ fault: faultFacts({ retryAt: ago(-60) }) }), now), null);
  });
});
