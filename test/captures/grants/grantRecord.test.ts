import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decideGrant, type GrantRequest } from "../../../src/captures/grants/decideGrant.ts";
import {
  aged,
  emptyRecord,
  grantNamed,
  readRecord,
  type GrantRecord,
} from "../../../src/captures/grants/grantRecord.ts";
import { notes } from "../../../src/captures/grants/notes.ts";
import type { CapturePlan } from "../../../src/captures/plan/capturePlan.ts";

const start = Date.parse("2026-11-26T08:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const plan: CapturePlan = {
  limits: { timeLimitSeconds: 300, maxBytes: 1000, bytesPerPacket: 0, filters: [] },
  namePrefix: "alert",
  sessionLimit: 2,
  conflictPolicy: "join",
  cooldownSeconds: 0,
  installAgent: false,
  poll: { minSeconds: 5, maxSeconds: 300 },
};

const request = (name: string, vm: string, changes: Partial<GrantRequest> = {}): GrantRequest => ({
  captureName: name,
  vmId: `/VM/${vm}`,
  watcher: "s/g/nw",
  speaker: { instanceId: `of-${name}`, rule: null },
  plan,
  now: at(0),
  capturesPerHour: 0,
  isOnDemand: false,
  listed: [],
  seen: { epoch: "e", sequence: 0 },
  ...changes,
});

/** The answer to a request, and the ledger after it. */
function ask(ledger: GrantRecord, asked: GrantRequest): readonly [string, GrantRecord] {
  const { answer, ledger: after } = decideGrant(ledger, asked);
  return ["next" in answer ? answer.next : answer.refused, after];
}

describe("the ledger", () => {
  const [, one] = ask(emptyRecord("e"), request("a", "1"));

  it("lets one alert a VM start, and finds a repeated request's own grant", () => {
    assert.equal(ask(one, request("b", "1"))[0], "wait");
    assert.equal(ask(one, request("b", "/vm/1".slice(4)))[0], "wait");
    assert.equal(ask(one, request("a", "1"))[0], "create");
    assert.equal(ask(one, request("b", "2"))[0], "create");
  });

  it("counts what a list may not show yet, strangers' sessions, and no other Network Watcher's", () => {
    const full = request("b", "2", { listed: ["theirs"] });
    assert.equal(ask(one, full)[0], "full");
    assert.equal(ask(one, { ...full, listed: ["a"] })[0], "create");
    assert.equal(ask(one, { ...full, watcher: "s/g/other" })[0], "create");
    const accepted = notes.accept(one, "a", at(0));
    assert.equal(
      ask(accepted, { ...full, now: at(3000) })[0],
      "full",
      "accepted after the list was asked for",
    );
    const seen = { epoch: "e", sequence: 9 };
    assert.equal(ask(accepted, { ...full, now: at(59), seen })[0], "full");
    assert.equal(ask(accepted, { ...full, now: at(61), seen })[0], "create");
    const kept = {
      status: { state: "Stopped", stopReason: null, errors: [], startedAt: null },
      fileUrl: null,
      guestPath: null,
    } as const;
    assert.equal(ask(notes.keep(accepted, "a", kept), { ...full, seen })[0], "create");
  });

  it("gives the VM free when the start is given up, and ten minutes after nobody claims it", () => {
    assert.equal(ask(notes.release(one, "a"), request("b", "1"))[0], "create");
    const lapsed = aged(one, at(301));
    assert.equal(notes.claim(lapsed, "a", at(302)).answer, false);
    assert.equal(ask(lapsed, request("b", "1", { now: at(302) }))[0], "wait", "its start may be under way");
    assert.equal(ask(lapsed, request("b", "1", { now: at(602) }))[0], "create");
    assert.equal(ask(lapsed, request("a", "1", { now: at(302) }))[0], "create", "its holder may ask again");
  });

  it("is never given free while its holder claims it", () => {
    let ledger = one;
    for (let seconds = 250; seconds < 2000; seconds += 250) {
      const claim = notes.claim(ledger, "a", at(seconds));
      assert.equal(claim.answer, true);
      ({ ledger } = claim);
      assert.equal(ask(ledger, request("b", "1", { now: at(seconds) }))[0], "wait");
    }
  });

  it("remembers an hour beyond the longest life of a capture, and two thousand grants", () => {
    const accepted = notes.accept(one, "a", at(0));
    assert.ok(grantNamed(aged(accepted, at(300 + 600 + 3600)), "a"));
    assert.equal(grantNamed(aged(accepted, at(300 + 600 + 3601)), "a"), undefined);
    const [grant] = accepted.grants;
    assert.ok(grant !== undefined);
    const grants = Array.from({ length: 2500 }, (_, number) => ({ ...grant, captureName: `c${number}` }));
    assert.equal(aged({ ...accepted, grants }, at(1)).grants.length, 2000);
  });

  it("reads what it has written, and nothing that is damaged or of another version", () => {
    const text = JSON.stringify(notes.accept(one, "a", at(0)));
    assert.deepEqual(readRecord(text), notes.accept(one, "a", at(0)));
    for (const wrong of [
      "",
      "null",
      "[]",
      text.slice(0, -5),
      text.replace('"format":1', '"format":2'),
      text.replace('"followers":[]', '"followers":null'),
      text.replace(at(0), "yesterday"),
    ])
      assert.equal(readRecord(wrong), null, wrong);
  });
});
