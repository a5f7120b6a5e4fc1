import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom, type Random } from "../../../local/traffic/random.ts";
import { decideGrant } from "../../../src/captures/grants/decideGrant.ts";
import { aged, emptyRecord, readRecord, type GrantRecord } from "../../../src/captures/grants/grantRecord.ts";
import { notes } from "../../../src/captures/grants/notes.ts";
import { telling } from "../../../src/captures/telling/telling.ts";
import type { CapturePlan } from "../../../src/captures/plan/capturePlan.ts";

const start = Date.parse("2026-11-26T08:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const plan: CapturePlan = {
  limits: { timeLimitSeconds: 300, maxBytes: 1000, bytesPerPacket: 0, filters: [] },
  namePrefix: "alert",
  sessionLimit: 1000,
  conflictPolicy: "join",
  cooldownSeconds: 0,
  installAgent: false,
  poll: { minSeconds: 5, maxSeconds: 300 },
};

/** The ledger with a capture that this orchestration has started. */
function started(ledger: GrantRecord, captureName: string, instanceId: string): GrantRecord {
  const { ledger: granted } = decideGrant(ledger, {
    ...{ captureName, vmId: `/vm/${captureName}`, watcher: "s/g/nw", plan, now: at(0) },
    ...{ speaker: { instanceId, rule: null }, capturesPerHour: 0, isOnDemand: false, listed: [] },
    seen: { epoch: "e", sequence: 0 },
  });
  return notes.accept(granted, captureName, at(0));
}

const follower = (instanceId: string, vms = 1) => ({
  ...{ instanceId, vms },
  alert: { rule: `rule of ${instanceId}`, severity: "Sev2", firedAt: at(0), requestedBy: null },
});

const joined = (ledger: GrantRecord, captureName: string, instanceId: string, vms = 1): GrantRecord =>
  notes.follow(ledger, captureName, follower(instanceId, vms)).ledger;

const settle = (ledger: GrantRecord, instanceId: string, ...captureNames: string[]) =>
  telling.settle(ledger, { instanceId, captureNames, untoldBy: [] }, at(60));

const left = (ledger: GrantRecord, captureName: string, instanceId: string): GrantRecord =>
  notes.leave(ledger, captureName, { instanceId, rule: null, at: at(30) });

describe("the alert that holds a capture", () => {
  const two = joined(joined(started(emptyRecord("e"), "c", "a"), "c", "b"), "c", "d");

  it("tells those who have joined it; asked again, the same ones", () => {
    const { ledger, answer } = settle(two, "a", "c");
    assert.ok(answer.next === "tell");
    assert.deepEqual(
      answer.alerts?.listed.map(({ rule }) => rule),
      ["rule of b", "rule of d"],
    );
    assert.deepEqual(settle(ledger, "a", "c"), { ledger, answer });
    assert.deepEqual(settle(ledger, "b", "c").answer, { next: "wait", teller: "a" });
  });

  it("has then closed its list: nobody joins, nobody leaves, and those in it are found in it", () => {
    const { ledger } = settle(two, "a", "c");
    assert.equal(notes.follow(ledger, "c", follower("late")).answer, false);
    assert.equal(notes.follow(ledger, "c", follower("b")).answer, true, "whoever is in it already");
    assert.equal(left(ledger, "c", "b"), ledger);
    assert.ok(telling.isListed(ledger, "a", "b"));
    assert.ok(!telling.isListed(ledger, "a", "late"));
  });

  it("hands the telling on to the next one when it leaves", () => {
    const ledger = left(two, "c", "a");
    assert.deepEqual(settle(ledger, "a", "c").answer, { next: "tell", alerts: { listed: [], more: 0 } });
    assert.deepEqual(settle(ledger, "d", "c").answer, { next: "wait", teller: "b" });
    const { answer } = settle(ledger, "b", "c");
    assert.ok(answer.next === "tell" && answer.alerts?.listed.length === 1);
  });

  it("knows of nobody when the ledger has forgotten the capture", () => {
    assert.deepEqual(settle(emptyRecord("f"), "a", "c").answer, { next: "tell", alerts: null });
  });

  it("lists 200 of those who have joined, and counts the others", () => {
    const many = Array.from({ length: 250 }, (_, number) => `n${number}`).reduce(
      (ledger, id) => joined(ledger, "c", id),
      two,
    );
    const { ledger, answer } = settle(many, "a", "c");
    assert.ok(answer.next === "tell" && answer.alerts !== null);
    assert.deepEqual([answer.alerts.listed.length, answer.alerts.more], [200, 52]);
    const later = aged(ledger, at(60 + 1801));
    assert.ok(
      later.grants[0]?.followers.every(({ alert }) => alert === null),
      "names are kept no longer",
    );
    assert.ok(telling.isListed(later, "a", "n249"));
  });
});

describe("an alert with several VMs", () => {
  const both = started(started(emptyRecord("e"), "c", "a:1"), "k", "a:2");

  it("is told by another one only when all of them have joined captures of that one", () => {
    const part = joined(both, "c", "p:1", 2);
    assert.equal(settle(part, "p", "c").answer.next, "tell");
    const whole = joined(part, "k", "p:2", 2);
    assert.deepEqual(settle(whole, "p", "c", "k").answer, { next: "wait", teller: "a" });
    const { answer } = settle(whole, "a", "c", "k");
    assert.ok(answer.next === "tell");
    assert.equal(answer.alerts?.listed.length, 1, "once");
  });

  it("that was started by an earlier version of the app is told by nobody else", () => {
    const text = JSON.stringify(both).replaceAll('"followers":[]', '"followers":["p"]');
    const ledger = readRecord(text);
    assert.ok(ledger !== null);
    assert.equal(settle(ledger, "p", "c").answer.next, "tell");
  });
});

describe("an interrupted alert", () => {
  const two = joined(joined(started(emptyRecord("e"), "c", "a"), "c", "b"), "c", "d");

  it("is told by nobody once it has withdrawn, unless it was in a closed list", () => {
    const { ledger, answer } = telling.withdraw(two, "b", at(50));
    assert.deepEqual(answer, []);
    assert.ok(!telling.isListed(settle(ledger, "a", "c").ledger, "a", "b"));
    const closed = settle(two, "a", "c").ledger;
    assert.deepEqual(telling.withdraw(closed, "b", at(70)), { ledger: closed, answer: ["a"] });
  });
});

/** What a model of the orchestrations knows of one alert. */
interface Reporter {
  readonly id: string;
  readonly captureNames: readonly string[];
  readonly untoldBy: string[];
  teller: string | null;
  /** Whether its report has been sent; null: not yet. */
  sent: boolean | null;
}

/**
 * Settles every alert in a random order, with reports that fail and alerts that leave; in how many reports
 * each alert is.
 */
function tellAll(given: GrantRecord, reporters: Reporter[], random: Random): ReadonlyMap<string, number> {
  let ledger = given;
  const told = new Map(reporters.map(({ id }) => [id, 0]));
  const count = (id: string) => told.set(id, (told.get(id) ?? 0) + 1);
  const isOpen = ({ sent }: Reporter) => sent === null;
  while (reporters.some(isOpen)) {
    const open = reporters.filter(isOpen);
    const reporter = open[random.integer(0, open.length - 1)];
    if (reporter === undefined) break;
    const { id, captureNames, untoldBy, teller } = reporter;
    if (teller !== null) {
      const other = reporters.find((one) => one.id === teller);
      if (other?.sent === null && telling.isMeantFor(ledger, teller, id)) continue;
      reporter.teller = null;
      if (other?.sent === true && telling.isListed(ledger, teller, id)) reporter.sent = false;
      else untoldBy.push(teller);
      continue;
    }
    // A person may stop it just before.
    if (random.integer(1, 10) === 1 && captureNames[0] !== undefined)
      ledger = left(ledger, captureNames[0], captureNames.length === 1 ? id : `${id}:1`);
    const settled = telling.settle(ledger, { instanceId: id, captureNames, untoldBy }, at(60));
    ({ ledger } = settled);
    if (settled.answer.next === "wait") reporter.teller = settled.answer.teller;
    else if (random.integer(1, 4) === 1) reporter.sent = false;
    else {
      reporter.sent = true;
      count(id);
      for (const { rule } of settled.answer.alerts?.listed ?? [])
        count((rule ?? "").replace(/^rule of |:\d+$/g, ""));
    }
  }
  return told;
}

describe("whatever the order, and whichever reports fail,", () => {
  it("each alert whose own report does not fail is told exactly once", () => {
    for (let run = 0; run < 300; run += 1) {
      const random = createRandom(`telling ${run}`);
      const names = Array.from({ length: random.integer(1, 4) }, (_, index) => `c${index}`);
      let ledger = emptyRecord("e");
      const followed = new Map<string, string[]>();
      names.forEach((name, index) => {
        ledger = started(ledger, name, `holder${index}`);
        followed.set(`holder${index}`, [name]);
      });
      for (let number = 0; number < 8; number += 1) {
        const own = names.filter(() => random.integer(0, 1) === 1);
        own.forEach((name, index) => {
          const id = own.length === 1 ? `f${number}` : `f${number}:${index + 1}`;
          ledger = joined(ledger, name, id, own.length);
          if (random.integer(1, 6) === 1) ledger = left(ledger, name, id);
        });
        if (own.length > 0) followed.set(`f${number}`, own);
      }
      const reporters = [...followed].map(([id, captureNames]): Reporter => ({
        ...{ id, captureNames, untoldBy: [], teller: null, sent: null },
      }));
      const told = tellAll(ledger, reporters, random);
      for (const [id, times] of told) {
        const failed = reporters.some((one) => one.id === id && one.sent === false && times === 0);
        assert.ok(times === 1 || failed, `run ${run}: ${id} was told ${times} times`);
      }
    }
  });
});
