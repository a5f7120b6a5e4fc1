import { setTimeout } from "node:timers/promises";
import type { AlertOutcome } from "../../src/captures/outcome/alertOutcome.ts";
import type { Phase } from "../../src/captures/progress/phase.ts";

/** The body of a status query. */
interface InstanceStatus {
  readonly runtimeStatus: string;
  readonly customStatus: Phase | null;
  readonly output: unknown;
}

/** How an orchestration ended. */
type OrchestrationEnd =
  | { readonly completed: true; readonly outcome: AlertOutcome }
  | { readonly completed: false; readonly runtimeStatus: string; readonly output: unknown };

const pollEveryMs = 250;

/** Follows an orchestration to its end by its status query URL, and shows every new phase. */
export async function follow(
  statusQueryGetUri: string,
  show: (phase: Phase) => void,
): Promise<OrchestrationEnd> {
  for (let shown = ""; ;) {
    const response = await fetch(statusQueryGetUri);
    if (!response.ok) throw new Error(`The status query failed with HTTP ${response.status}.`);
    const { runtimeStatus, customStatus, output } = (await response.json()) as InstanceStatus;
    const phase = JSON.stringify(customStatus);
    if (customStatus !== null && phase !== shown) show(customStatus);
    shown = phase;
    if (runtimeStatus === "Completed") return { completed: true, outcome: output as AlertOutcome };
    if (!["Pending", "Running", "Suspended"].includes(runtimeStatus))
      return { completed: false, runtimeStatus, output };
    await setTimeout(pollEveryMs);
  }
}
