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
const noKey = "The status query asks for a function key (--key): the key of one function opens no other.";

/**
 * Follows an orchestration to its end by its status query URL, and shows every new phase. `key` is the
 * function key, where functions require one.
 */
export async function follow(
  statusQueryGetUri: string,
  key: string | null,
  show: (phase: Phase) => void,
): Promise<OrchestrationEnd> {
  // The host looks at the header first, and a URL of Durable has a key of its own.
  const needsKey = key !== null && !new URL(statusQueryGetUri).searchParams.has("code");
  const headers = needsKey ? { "x-functions-key": key } : {};
  for (let shown = ""; ;) {
    const response = await fetch(statusQueryGetUri, { headers });
    if (response.status === 401) throw new Error(noKey);
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
