import { log } from "../telemetry/log.ts";
import { dayMs } from "./dayMs.ts";
import { durableClient } from "./durableClient.ts";
import type { Config } from "../config.ts";
import type { TimerHandler } from "@azure/functions";

/** Timer: purges the history of finished captures, which Azure Storage would otherwise keep forever. */
export const retention =
  ({ retentionDays }: Config): TimerHandler =>
  async (_timer, context) => {
    const purged = await durableClient(context).purge(new Date(Date.now() - retentionDays * dayMs));
    log(context, "history.purged", { instances: purged, olderThanDays: retentionDays });
  };
