import type { TimerHandler } from "@azure/functions";
import type { Config } from "../config.ts";
import { log } from "../telemetry/log.ts";
import { purgeEnded } from "./instanceStatus.ts";

const dayMs = 86_400_000;

/** Timer: purges the history of what ended long ago. Without it Azure Storage keeps every instance for ever. */
export const retention =
  ({ retentionDays }: Config): TimerHandler =>
  async (_timer, context) => {
    const purged = await purgeEnded(context, new Date(Date.now() - retentionDays * dayMs));
    log(context, "history.purged", { instances: purged, olderThanDays: retentionDays });
  };
