import { orchestratorNames } from "../../durable/instances/orchestratorNames.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const startVmCaptures =
  (): HandlerOf<typeof activities.startVmCaptures> =>
  async ({ instanceIds, requests, version }, { instances }) => {
    const name = orchestratorNames.capturePackets;
    const client = instances();
    const start = async (instanceId: string, index: number): Promise<void> => {
      const order = { name, instanceId, input: requests[index] };
      await client.start(version === null ? order : { ...order, version });
    };
    await Promise.all(instanceIds.map(start));
    return {};
  };
