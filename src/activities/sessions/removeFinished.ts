import { retireSession } from "./retireSession.ts";
import { unlessDone } from "./unlessDone.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Situation } from "../../captures/site/clearance.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { ActivityInvocation } from "../activityFunction.ts";
import type { GrantLedger } from "./grantLedger.ts";

interface FinishedSessions {
  readonly names: readonly string[];
  readonly watcher: Watcher;
  readonly situation: Pick<Situation, "sessions" | "statuses" | "ledger">;
  readonly now: string;
}

/**
 * Deletes finished captures of ours, to make room. What their alerts have yet to report is noted before.
 * Returns the names of those that cannot go yet. @throws AzureFault
 */
export async function removeFinished(
  azure: Pick<Azure, "packetCaptures" | "captureFiles">,
  ledger: GrantLedger,
  { names, watcher, situation, now }: FinishedSessions,
  log: ActivityInvocation["log"],
): Promise<readonly string[]> {
  const { sessions, statuses, ledger: known } = situation;
  const remove = async (name: string): Promise<boolean> => {
    const session = sessions.find((one) => one.name === name);
    if (session === undefined) return true;
    const order = { session, status: statuses.get(name) ?? null, watcher, now, known };
    const isSafe = await retireSession(azure, ledger, order, log);
    if (isSafe) await unlessDone(azure.packetCaptures.remove(watcher, name));
    return isSafe;
  };
  const removed = await Promise.all(names.map(remove));
  const gone = names.filter((_, at) => removed[at] === true);
  if (gone.length > 0) log("session.deleted", { captureNames: gone });
  return names.filter((_, at) => removed[at] !== true);
}
