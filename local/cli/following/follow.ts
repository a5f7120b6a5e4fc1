import { setTimeout } from "node:timers/promises";
import { isOnThisMachine } from "../app/isOnThisMachine.ts";
import { reach } from "../app/reach.ts";
import { CommandError } from "../command/commandError.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { Phase } from "../../../src/captures/progress/phase.ts";

/** The body of a status query. */
interface InstanceStatus {
  readonly runtimeStatus: string;
  readonly customStatus: Phase | null;
  readonly output: unknown;
}

/** How an orchestration ended. */
export type OrchestrationEnd =
  | { readonly completed: true; readonly outcome: AlertOutcome }
  | { readonly completed: false; readonly runtimeStatus: string; readonly output: unknown };

interface Followed {
  readonly statusQueryGetUri: string;
  /** The function key, where functions require one. */
  readonly key: string | null;
}

interface Watcher {
  /** The present phase, at every query. */
  readonly show: (phase: Phase) => void;
  /** Between the queries. */
  readonly redraw: () => void;
}

const redrawEveryMs = 250;
/** An app elsewhere is asked less often. */
const redrawsToQuery = { here: 1, elsewhere: 8 };

/** Follows an orchestration to its end by its status query URL. */
export async function follow(followed: Followed, watcher: Watcher): Promise<OrchestrationEnd> {
  const isHere = isOnThisMachine(followed.statusQueryGetUri);
  const redraws = isHere ? redrawsToQuery.here : redrawsToQuery.elsewhere;
  for (;;) {
    const { runtimeStatus, customStatus, output } = await status(followed);
    if (customStatus !== null) watcher.show(customStatus);
    if (runtimeStatus === "Completed") return { completed: true, outcome: output as AlertOutcome };
    if (!["Pending", "Running", "Suspended"].includes(runtimeStatus))
      return { completed: false, runtimeStatus, output };
    for (let n = 0; n < redraws; n += 1) {
      await setTimeout(redrawEveryMs);
      watcher.redraw();
    }
  }
}

async function status({ statusQueryGetUri, key }: Followed): Promise<InstanceStatus> {
  // The host looks at the header first, and a URL of Durable has a key of its own.
  const needsKey = key !== null && !new URL(statusQueryGetUri).searchParams.has("code");
  const response = await reach(statusQueryGetUri, { headers: needsKey ? { "x-functions-key": key } : {} });
  if (response.status === 401)
    throw new CommandError(
      "The status query asks for a function key.",
      "Give the key that opens every function with --key; the key of one function opens no other.",
    );
  if (!response.ok) throw new CommandError(`The status query failed with HTTP ${response.status}.`);
  return (await response.json()) as InstanceStatus;
}
