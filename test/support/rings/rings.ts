import type {
  EndedSession,
  LiveSession,
  Ring,
  RingFault,
  StraySession,
} from "../../../src/captures/rings/ring.ts";

export const vmIdOf = (name: string): string =>
  `/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute/virtualMachines/${name}`;

export const at = (time: string): string => `2026-11-26T${time}.000Z`;

export const ringFacts = (facts: Partial<Ring> = {}): Ring => ({
  vmId: vmIdOf("WEB01"),
  watcher: { subscriptionId: "s", resourceGroup: "NetworkWatcherRG", name: "NetworkWatcher_westeurope" },
  armedAt: at("10:00:00"),
  isLeaving: false,
  session: null,
  ended: [],
  strays: [],
  fault: null,
  ...facts,
});

/** A session that has run since 10:01. */
export const liveFacts = (facts: Partial<LiveSession> = {}): LiveSession => ({
  captureName: "alert-ring-WEB01-0000000000000001",
  intendedAt: at("10:00:58"),
  acceptedAt: at("10:01:00"),
  confirmedAt: at("10:02:10"),
  checkedAt: at("10:02:10"),
  endsAt: "2026-11-27T10:01:00.000Z",
  storagePath: null,
  stop: null,
  claim: null,
  ...facts,
});

export const endedFacts = (facts: Partial<EndedSession> = {}): EndedSession => ({
  captureName: "alert-ring-WEB01-0000000000000000",
  startedAt: at("09:00:00"),
  endedAt: at("10:00:30"),
  storagePath: null,
  claim: null,
  stopReason: "TimeExceeded",
  keptUntil: at("10:00:30"),
  isDeleted: false,
  ...facts,
});

export const faultFacts = (facts: Partial<RingFault> = {}): RingFault => ({
  code: "agent-missing",
  hint: "WEB01 lacks the Network Watcher agent extension.",
  passing: false,
  since: at("10:00:05"),
  tries: 1,
  retryAt: at("10:01:05"),
  told: [],
  report: null,
  ...facts,
});

/** A session that the record does not know, just seen in a list. */
export const strayFacts = (facts: Partial<StraySession> = {}): StraySession => ({
  captureName: "alert-ring-WEB01-00000000000000ff",
  ...{ startedAt: null, storagePath: null, stoppedAt: null, askedAt: null, checkedAt: null },
  ...facts,
});
