import { telling } from "../../captures/telling/telling.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import { tellingOf } from "./tellingOf.ts";
import type { Azure } from "../../azure/azure.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const readTelling =
  ({ appStorage }: Azure): HandlerOf<typeof activities.readTelling> =>
  async ({ teller, captureName, isListed: wasListed }, { instanceId, instances, log }) => {
    // The other alert's state comes first: once it has ended, its list is in the ledger.
    const { state, outcome } = await tellingOf(teller, captureName, instances());
    if (state === "untold") return { state };
    const ledger = wasListed ? null : await ledgerIn(appStorage).read();
    const isListed = ledger === null || telling.isListed(ledger, teller, instanceId);
    if (state === "told") {
      if (!isListed) return { state: "untold" };
      log("report.elsewhere", { reportedIn: teller });
      return { state, outcome };
    }
    // It may have left the session meanwhile.
    const isMeant = ledger === null || telling.isMeantFor(ledger, teller, instanceId);
    return isMeant ? { state, isListed } : { state: "untold" };
  };
