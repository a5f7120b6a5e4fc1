import type { CapturedInstances } from "../../scaleSets/scaleSet.ts";
import type { AgentStop } from "../../virtualMachines/vm.ts";
import type { CaptureEnding } from "../capture.ts";

/** What the service says of an end. */
export type Told = Pick<CaptureEnding, "stopReason" | "errors">;

/** The service's sentence about a machine that it no longer reaches. */
const gone = (id: string): string => `${id} does not exist or is in stopped state.`;

/**
 * How the service tells of a VM whose agent has stopped. Recordings have both forms, neither with the state
 * `Error`: the code with the reason `Error`, and sentences without a reason.
 */
export const agentStopped = (vmId: string, form: AgentStop["form"]): Told =>
  form === "code"
    ? { stopReason: "Error", errors: ["AgentStopped"] }
    : { stopReason: "", errors: [gone(vmId)] };

/** How the service tells of a session that ended for `reason` on its target. */
export function toldEnding(reason: "TimeExceeded" | "Manual", instances: CapturedInstances | null): Told {
  if (instances === null) return { stopReason: reason, errors: [] };
  const errors = instances.missing.map(gone);
  if (instances.running === 0) return { stopReason: "", errors };
  // The blank at the end is the service's own.
  return { stopReason: `${instances.running} VM Instance(s) stopped due to ${reason} Reasons. `, errors };
}
