import { refuse, type Refusal } from "./refusal.ts";
import type { SessionStatus } from "../site/captureSession.ts";

/** The capture errors that the API publishes (PcError), in plain words. */
const errorSentences: Readonly<Record<string, string>> = {
  InternalError: "Network Watcher had an internal error.",
  AgentStopped:
    "The Network Watcher agent on the VM stopped: the VM was shut down or restarted, or the agent cannot reach 168.63.129.16 and 169.254.169.254.",
  CaptureFailed: "The agent could not capture packets on the VM.",
  LocalFileFailed: "The agent could not write the capture file on the VM; its disk may be full.",
  StorageFailed:
    "The capture file could not be written to the storage account: the VM must reach it over HTTPS, and its firewall must let the VM in.",
};

const sentence = (error: string): string =>
  errorSentences[error] ?? `Network Watcher reports: ${error.trim().replace(/\.$/, "")}.`;

/** A scale set has one for each instance. */
const mostCauses = 5;

/** Whether a refusal means that the capture no longer runs; otherwise the app has only lost sight of it. */
export const isOver = ({ refused }: Refusal): boolean =>
  refused === "capture-failed" || refused === "capture-lost" || refused === "storage-failed";

/**
 * Why an ended capture counts as failed; null when it succeeded. The service was recorded to say `Stopped`
 * with the stop reason `Error`, or with errors and no reason; its API also has a state `Error`.
 */
export function captureFailure({ state, stopReason, errors }: SessionStatus): Refusal | null {
  const failed =
    state === "Error" ||
    stopReason?.toLowerCase() === "error" ||
    (stopReason === null && errors.length > 0) ||
    errors.includes("StorageFailed");
  if (!failed) return null;
  const code = errors.includes("StorageFailed") ? "storage-failed" : "capture-failed";
  const causes =
    errors.length === 0
      ? ["Network Watcher ended the capture with an error and gave no reason."]
      : errors.slice(0, mostCauses).map(sentence);
  if (errors.length > mostCauses) causes.push(`There are ${errors.length - mostCauses} more errors.`);
  return refuse(code, causes.join(" "));
}
