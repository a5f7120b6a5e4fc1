import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const stopCapture =
  ({ packetCaptures: captures }: Azure): HandlerOf<typeof activities.stopCapture> =>
  async ({ watcher, captureName }, { log }) => {
    await captures.stop(watcher, captureName);
    log("capture.stopped", { captureName });
    return {};
  };
