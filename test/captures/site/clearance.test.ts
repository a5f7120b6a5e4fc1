import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyRecord } from "../../../src/captures/grants/grantRecord.ts";
import { isRefusal } from "../../../src/captures/outcome/refusal.ts";
import { captureName } from "../../../src/captures/site/captureName.ts";
import { decideClearance, decideRoom } from "../../../src/captures/site/clearance.ts";
import type { CapturePlan, ConflictPolicy } from "../../../src/captures/plan/capturePlan.ts";
import type { CaptureSession, SessionStatus } from "../../../src/captures/site/captureSession.ts";

const vmId = (name: string) =>
  `/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/${name}`;
const account = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captures";
const nameOn = (vm: string, occurrence: string) =>
  captureName("alert", { id: vmId(vm), name: vm }, occurrence);
const session = (vm: string, name: string, facts: Partial<CaptureSession> = {}): CaptureSession => ({
  name,
  target: vmId(vm),
  provisioningState: "Succeeded",
  limits: { timeLimitSeconds: 300, maxBytes: 1, bytesPerPacket: 0, filters: [] },
  storageId: account,
  fileUrl: null,
  guestPath: null,
  ...facts,
});
const status = (state: SessionStatus["state"], startedAt: string | null = null): SessionStatus => ({
  state,
  startedAt,
  stopReason: null,
  errors: [],
});

interface Case {
  readonly sessions: readonly CaptureSession[];
  readonly statuses?: Record<string, SessionStatus | null>;
  readonly policy?: ConflictPolicy;
  readonly limit?: number;
  readonly cooldownSeconds?: number;
}

/** What is decided for an alert "now" on WEB01: the step and the names that it concerns. */
function decision(asked: Case): unknown {
  const { sessions, statuses = {}, policy = "join", limit = 100, cooldownSeconds = 0 } = asked;
  const limits = { timeLimitSeconds: 300, maxBytes: 1, bytesPerPacket: 0, filters: [] };
  const poll = { minSeconds: 5, maxSeconds: 300 };
  const plan: CapturePlan = {
    limits,
    namePrefix: "alert",
    sessionLimit: limit,
    conflictPolicy: policy,
    cooldownSeconds,
    installAgent: false,
    poll,
  };
  const situation = {
    watcher: "nw",
    sessions,
    statuses: new Map(Object.entries(statuses)),
    ledger: emptyRecord("e"),
    stopping: new Set<string>(),
  };
  const intent = {
    captureName: nameOn("WEB01", "now"),
    vmId: vmId("WEB01"),
    plan,
    now: "2026-11-23T02:00:00Z",
    arrivedAt: "2026-11-23T02:00:00Z",
    owner: { namePrefix: "alert", storageAccountId: account, limits },
  };
  const cleared = decideClearance(situation, intent);
  const isFull = !isRefusal(cleared) && cleared.next === "create" && sessions.length >= limit;
  const step = isFull ? decideRoom(situation, intent, sessions.length) : cleared;
  if (isRefusal(step)) return step.refused;
  if ("names" in step) return [step.next, ...step.names];
  return step.next === "follow" ? [step.next, step.captureName, step.joined] : step.next;
}

const now = nameOn("WEB01", "now");
const earlier = nameOn("WEB01", "earlier");
const other = nameOn("WEB02", "earlier");

describe("decideClearance", () => {
  it("creates when there is no session, or only sessions on other VMs", () => {
    assert.equal(decision({ sessions: [] }), "create");
    assert.equal(decision({ sessions: [session("WEB02", other), session("WEB01", "theirs")] }), "create");
  });

  it("follows the session with its own name: an earlier run of the same occurrence", () => {
    assert.deepEqual(decision({ sessions: [session("WEB01", now)] }), ["follow", now, false]);
    assert.equal(decision({ sessions: [session("WEB01", now, { provisioningState: "Deleting" })] }), "wait");
  });

  it("refuses when a session with its own name captures another VM", () => {
    assert.equal(decision({ sessions: [session("WEB02", now)] }), "conflict");
  });

  it("queries the status of our sessions on the VM, and of no others", () => {
    const sessions = [session("WEB01", earlier), session("WEB02", other), session("WEB01", "theirs")];
    assert.deepEqual(decision({ sessions }), ["ask", earlier]);
  });

  it("follows a running session of ours under join, ignores it under parallel, stops it under replace", () => {
    const running = { sessions: [session("WEB01", earlier)], statuses: { [earlier]: status("Running") } };
    assert.deepEqual(decision(running), ["follow", earlier, true]);
    assert.equal(decision({ ...running, policy: "parallel" }), "create");
    assert.deepEqual(decision({ ...running, policy: "replace" }), ["stop", earlier]);
  });

  it("creates beside a session of ours that is being deleted", () => {
    const sessions = [session("WEB01", earlier, { provisioningState: "Deleting" })];
    assert.equal(decision({ sessions, policy: "replace" }), "create");
  });

  it("follows a session in an unknown state only within its time limit", () => {
    const sessions = [session("WEB01", earlier)];
    const since = (startedAt: string | null) =>
      decision({ sessions, statuses: { [earlier]: status("Unknown", startedAt) } });
    assert.deepEqual(since("2026-11-23T01:58:00Z"), ["follow", earlier, true]);
    assert.equal(since("2026-11-23T01:00:00Z"), "create");
    assert.equal(since(null), "create");
  });

  it("creates beside a finished session of ours, or one without a status", () => {
    const sessions = [session("WEB01", earlier)];
    assert.equal(decision({ sessions, statuses: { [earlier]: status("Stopped") } }), "create");
    assert.equal(decision({ sessions, statuses: { [earlier]: null } }), "create");
  });
});

describe("the cooldown", () => {
  const sessions = [session("WEB01", earlier)];
  const statuses = { [earlier]: status("Stopped", "2026-11-23T01:50:00Z") };

  it("skips a VM whose last capture started within it, under every policy", () => {
    for (const policy of ["join", "replace", "parallel"] as const) {
      assert.equal(decision({ sessions, statuses, policy, cooldownSeconds: 601 }), "cooldown");
      assert.equal(decision({ sessions, statuses, policy, cooldownSeconds: 599 }), "create");
    }
  });

  it("neither prevents joining a running capture nor counts captures of other VMs", () => {
    const running = { [earlier]: status("Running", "2026-11-23T01:59:00Z") };
    assert.deepEqual(decision({ sessions, statuses: running, cooldownSeconds: 3600 }), [
      "follow",
      earlier,
      true,
    ]);
    assert.equal(decision({ sessions: [session("WEB02", other)], cooldownSeconds: 3600 }), "create");
  });
});

describe("at the session limit", () => {
  const [old, older, oldest] = ["a", "b", "c"].map((occurrence) => nameOn("WEB02", occurrence)) as [
    string,
    string,
    string,
  ];
  const sessions = [old, older, oldest].map((name) => session("WEB02", name));
  const statuses = {
    [old]: status("Stopped", "2026-11-23T03:00:00Z"),
    [older]: status("Error", "2026-11-23T02:00:00Z"),
    [oldest]: status("Stopped", "2026-11-23T01:00:00Z"),
  };

  it("queries the status of our sessions, then deletes as many of the oldest finished ones as needed", () => {
    assert.deepEqual(decision({ sessions, limit: 3 }), ["ask", old, older, oldest]);
    assert.deepEqual(decision({ sessions, statuses, limit: 3 }), ["remove", oldest]);
    assert.deepEqual(decision({ sessions, statuses, limit: 2 }), ["remove", oldest, older]);
  });

  it("waits while a session of ours is being deleted", () => {
    const leaving = sessions.map((one) =>
      one.name === oldest ? { ...one, provisioningState: "Deleting" } : one,
    );
    assert.equal(decision({ sessions: leaving, statuses, limit: 3 }), "wait");
  });

  it("deletes no running session and no session of others", () => {
    const running = { ...statuses, [oldest]: status("Running", "2026-11-23T01:00:00Z") };
    assert.deepEqual(decision({ sessions, statuses: running, limit: 3 }), ["remove", older]);
    assert.equal(
      decision({ sessions: [session("WEB01", "theirs"), session("WEB02", "alert-WEB02")], limit: 2 }),
      "session-limit",
    );
  });
});
