import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const stopVmCaptures =
  (): HandlerOf<typeof activities.stopVmCaptures> =>
  async ({ instanceIds, force = false }, { instances }) => {
    const client = instances();
    await Promise.all(instanceIds.map((id) => client.stop(id, { force })));
    return {};
  };
