import { orNotFound } from "../azure/azureFault.ts";
import { notes } from "../captures/grants/notes.ts";
import { ledgerIn } from "./sessions/grantLedger.ts";
import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const removeSession =
  ({ packetCaptures, appStorage }: Azure): HandlerOf<typeof activities.removeSession> =>
  async ({ watcher, captureName, kept }, { log }) => {
    // Others may follow the session, and the grant of a deleted one takes no room.
    await ledgerIn(appStorage).note((ledger) => notes.keep(ledger, captureName, kept), log);
    // Somebody else may have deleted it.
    await orNotFound(packetCaptures.remove(watcher, captureName));
    log("session.deleted", { captureNames: [captureName] });
    return {};
  };
