import type { Azure } from "../azure/azure.ts";
import { brief } from "../durable/retryPolicy.ts";
import type { Watcher } from "../captures/site/captureSite.ts";
import { activity, type ActivityHandler } from "./activity.ts";

interface Input {
  readonly watcher: Watcher;
  readonly captureName: string;
}

/** Asks Network Watcher to stop a capture; whether it has is seen by its status. */
export const stopCapture = activity<Input, object>("stopCapture", brief);

export const createStopCapture =
  ({ packetCaptures: captures }: Azure): ActivityHandler<Input, object> =>
  async ({ watcher, captureName }, { log }) => {
    await captures.stop(watcher, captureName);
    log("capture.stopped", { captureName });
    return {};
  };
