/** Why a capture failed or was skipped; docs/runbook.md explains each code with its fix. */
export const failureCodes = [
  "vm-not-found",
  "vm-not-running",
  "agent-missing",
  "no-network-watcher",
  "session-limit",
  "conflict",
  "cooldown",
  "stopped",
  "host-name-only",
  "not-allowed",
  "budget",
  "access-denied",
  "throttled",
  "invalid-request",
  "storage-refused",
  "storage-failed",
  "capture-failed",
  "capture-lost",
  "deadline",
  "unexpected",
] as const;

export type FailureCode = (typeof failureCodes)[number];
