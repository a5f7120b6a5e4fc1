import { notes } from "../captures/grants/notes.ts";
import { ledgerIn } from "./sessions/grantLedger.ts";
import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const releaseGrant =
  ({ appStorage }: Azure): HandlerOf<typeof activities.releaseGrant> =>
  async ({ captureName }, { log }) => {
    await ledgerIn(appStorage).note((ledger) => notes.release(ledger, captureName), log);
    return {};
  };
