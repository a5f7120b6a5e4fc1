/** Why a valid alert starts no capture. */
export type IgnoreReason =
  | "resolved"
  | "unknown-state"
  | "activity-log"
  | "bad-target-id"
  | "not-allowed"
  | "unsupported-target"
  | "host-name-only"
  | "not-a-vm";
