import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const stopVmCaptures =
  (): HandlerOf<typeof activities.stopVmCaptures> =>
  async ({ instanceIds, force = false, resolvedAt }, { instances, now }) => {
    const client = instances();
    const stop = (id: string) =>
      resolvedAt === undefined
        ? client.stop(id, { force })
        : client.resolve(id, { at: resolvedAt ?? now, stops: true });
    await Promise.all(instanceIds.map(stop));
    return {};
  };
