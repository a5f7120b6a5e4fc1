import { orNotFound } from "../azure/azureFault.ts";
import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const removeSession =
  ({ packetCaptures }: Azure): HandlerOf<typeof activities.removeSession> =>
  async ({ watcher, captureName }, { log }) => {
    // Somebody else may have deleted it.
    await orNotFound(packetCaptures.remove(watcher, captureName));
    log("session.deleted", { captureNames: [captureName] });
    return {};
  };
