import { AzureFault } from "../../azure/azureFault.ts";
import { grantNamed } from "../../captures/grants/grantRecord.ts";
import { faultEvent } from "../faults/faultEvent.ts";
import type { Grant } from "../../captures/grants/grant.ts";
import type { ActivityInvocation } from "../activityFunction.ts";
import type { GrantLedger } from "./grantLedger.ts";

/**
 * What is noted about a session; null: nothing, or the record cannot be read now. Notes explain an ending,
 * and their absence must not change it.
 */
export async function notedGrant(
  ledger: GrantLedger,
  captureName: string,
  log: ActivityInvocation["log"],
): Promise<Grant | null> {
  try {
    return grantNamed(await ledger.read(), captureName) ?? null;
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    log(...faultEvent(error));
    return null;
  }
}
