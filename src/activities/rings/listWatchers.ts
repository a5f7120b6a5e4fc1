import { AzureFault, orNotFound } from "../../azure/azureFault.ts";
import { watcherKey } from "../../captures/grants/grantRecord.ts";
import { faultEvent } from "../faults/faultEvent.ts";
import type { Azure } from "../../azure/azure.ts";
import type { WatcherList } from "../../captures/rings/arming/reconcile.ts";
import type { RingRecord } from "../../captures/rings/ringRecord.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

/** The sessions of every Network Watcher that has rings. Those of one that does not answer are left out. */
export async function listWatchers(
  { packetCaptures }: Pick<Azure, "packetCaptures">,
  { rings }: RingRecord,
  { log }: Pick<ActivityInvocation, "log">,
): Promise<readonly WatcherList[]> {
  const known = rings.flatMap(({ watcher }) => watcher ?? []);
  const watchers = [...new Map(known.map((watcher) => [watcherKey(watcher), watcher])).values()];
  const list = async (watcher: WatcherList["watcher"]): Promise<WatcherList | []> => {
    try {
      // A deleted Network Watcher has no sessions.
      return { watcher, sessions: (await orNotFound(packetCaptures.list(watcher))) ?? [] };
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
      log(...faultEvent(error));
      return [];
    }
  };
  return (await Promise.all(watchers.map(list))).flat();
}
