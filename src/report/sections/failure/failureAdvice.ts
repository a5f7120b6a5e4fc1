import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { FailureCode } from "../../../captures/outcome/failureCode.ts";

/** Each failure in a few words for the subject, and what to do when the failed step gave no hint. */
const failures: Readonly<Record<FailureCode, { readonly brief: string; readonly advice: string }>> = {
  "vm-not-found": { brief: "VM not found", advice: "Check that the VM exists and that the app may read it." },
  "vm-not-running": { brief: "VM not running", advice: "Start the VM; only a running VM can be captured." },
  "agent-missing": {
    brief: "Network Watcher agent missing",
    advice: "Install the Network Watcher agent extension on the VM.",
  },
  "no-network-watcher": {
    brief: "no Network Watcher in the region",
    advice: "Enable Network Watcher in the VM's region.",
  },
  "session-limit": {
    brief: "too many capture sessions",
    advice: "Delete packet captures that are no longer needed, or raise CAPTURE_SESSION_LIMIT.",
  },
  conflict: {
    brief: "conflict in Network Watcher",
    advice: "Check for a capture session with the same name.",
  },
  cooldown: {
    brief: "captured recently",
    advice: "The VM was captured within CAPTURE_COOLDOWN_SECONDS. See the report of that capture.",
  },
  budget: {
    brief: "too many captures in an hour",
    advice: "Raise CAPTURES_PER_HOUR, or mend the alert rules that fire so often.",
  },
  stopped: {
    brief: "stopped on request",
    advice: "It was stopped before the packet capture had started. Nothing was captured.",
  },
  "host-name-only": {
    brief: "VM not identified",
    advice: "Split the alert rule by the resource id column (_ResourceId), so that it names the VM.",
  },
  "not-allowed": { brief: "outside the allowed scopes", advice: "Add the VM's scope to ALLOWED_SCOPES." },
  "access-denied": { brief: "access denied", advice: "Check the role assignments of the app's identity." },
  throttled: {
    brief: "throttled by Azure",
    advice: "Azure kept throttling the app's calls. Try again later.",
  },
  "invalid-request": { brief: "request refused by Azure", advice: "Check the settings of the capture." },
  "storage-refused": {
    brief: "storage account not usable",
    advice: "See the account's type, its firewall and whether it allows shared key access.",
  },
  "storage-failed": {
    brief: "file not written",
    advice: "Check that the VM reaches the storage account over HTTPS and that its firewall lets it in.",
  },
  "capture-failed": {
    brief: "error on the VM",
    advice: "Check the agent on the VM, and try again.",
  },
  "capture-lost": {
    brief: "capture lost",
    advice: "The session is gone. See the activity log for who deleted it.",
  },
  deadline: { brief: "no answer in time", advice: "Check that the VM and its agent are running." },
  unexpected: { brief: "unexpected error", advice: "Search the app's log for the instance id below." },
};

/** Of an outcome, or of an armed VM that has no ring. */
interface Failed {
  readonly code: FailureCode | null;
  readonly stoppedBy?: CaptureOutcome["stoppedBy"];
}

const failureOf = ({ code }: Failed) =>
  code !== null && Object.hasOwn(failures, code) ? failures[code] : failures.unexpected;

export const briefFailure = (outcome: Failed): string =>
  outcome.stoppedBy === "resolved" ? "the alert resolved" : failureOf(outcome).brief;

export const failureAdvice = (outcome: Failed): string => failureOf(outcome).advice;
