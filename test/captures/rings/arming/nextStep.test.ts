import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nextStep, pauseSeconds } from "../../../../src/captures/rings/arming/nextStep.ts";
import { at, endedFacts, faultFacts, liveFacts, ringFacts } from "../../../support/rings/rings.ts";
import type { RingStep } from "../../../../src/captures/rings/arming/nextStep.ts";
import type { LiveSession, Ring } from "../../../../src/captures/rings/ring.ts";

const now = at("11:00:00");
const own = liveFacts().captureName;
const old = endedFacts().captureName;
const claim = { instanceId: "alert-1", at: at("10:59:30") };
const stop = (seconds: number) => ({ at: ago(seconds), askedAt: ago(seconds), why: "alert" }) as const;
const stray = { captureName: "stray", startedAt: null, storagePath: null, stoppedAt: null };
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
  ["leaves one that ends later", live({ endsAt: ago(-61) }), null],
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
  [
    "starts none while a stray one ends",
    { strays: [{ ...stray, startedAt: ago(60), stoppedAt: ago(5) }] },
    null,
  ],
  [
    "takes care of the VM's own while a stray one ends",
    { ...live({ claim }), strays: [{ ...stray, startedAt: ago(60), stoppedAt: ago(5) }] },
    stopped("alert"),
  ],
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
