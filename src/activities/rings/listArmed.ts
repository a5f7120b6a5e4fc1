import { AzureFault } from "../../azure/azureFault.ts";
import { armedSet, scopesToList, type ScopeListing } from "../../captures/rings/arming/armedSet.ts";
import { faultEvent } from "../faults/faultEvent.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

/** The VMs that are to be armed. A scope that cannot be listed now is a problem of its own. */
export async function listArmed(
  { computers }: Pick<Azure, "computers">,
  { armed, allowedScopes }: Pick<Config, "armed" | "allowedScopes">,
  { now, log }: Pick<ActivityInvocation, "now" | "log">,
): Promise<ReturnType<typeof armedSet>> {
  const list = async (scope: string): Promise<readonly [string, ScopeListing]> => {
    try {
      return [scope, await computers.listNow(scope, Date.parse(now))];
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
      log(...faultEvent(error));
      return [scope, { ...refusalOf(error), passing: error.passing }];
    }
  };
  const listings = await Promise.all(scopesToList(armed, allowedScopes).map(list));
  return armedSet(armed, allowedScopes, new Map(listings));
}
