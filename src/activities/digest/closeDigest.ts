import { digests } from "../../captures/telling/digests.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import type { Azure } from "../../azure/azure.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const closeDigest =
  ({ appStorage }: Azure): HandlerOf<typeof activities.closeDigest> =>
  async (_input, { instanceId, log }) => {
    await ledgerIn(appStorage).note((ledger) => digests.close(ledger, instanceId), log);
    return {};
  };
