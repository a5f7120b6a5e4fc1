import { listAlerts } from "./listAlerts.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const readDigest =
  (_azure: Azure, config: Config): HandlerOf<typeof activities.readDigest> =>
  async ({ openedAt }, { instances }) => {
    const running = await listAlerts(instances(), openedAt, config, "Running");
    return { pending: running.filter(({ customStatus }) => isEntering(customStatus)).length };
  };

const isEntering = (status: unknown): boolean =>
  typeof status === "object" && status !== null && "awaits" in status && status.awaits === "digest";
