import { instanceId } from "../../durable/instances/instanceId.ts";
import { hasEndedInstance, type InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import { orchestratorNames } from "../../durable/instances/orchestratorNames.ts";
import { durableClient } from "../durableClient.ts";
import type { Config } from "../../config.ts";
import type { TimerHandler } from "@azure/functions";

/**
 * Timer: starts a pass that makes the armed set true, where none runs. Where no VM is to be armed, only
 * until a pass says that no ring is left.
 */
export const armedTimer =
  ({ armed }: Pick<Config, "armed">): TimerHandler =>
  async (_timer, context) => {
    const client = durableClient(context);
    const last = await client.read(instanceId.ofArmedSet);
    if (last !== null && !hasEndedInstance(last)) return;
    if (armed.length === 0 && !leftRings(last)) return;
    await client.startAgain({
      name: orchestratorNames.keepArmed,
      instanceId: instanceId.ofArmedSet,
      input: {},
    });
  };

/** Unless it says that none are left. One that never ran, or was purged, says nothing. */
function leftRings(last: InstanceStatus | null): boolean {
  const output = last?.output;
  return !(typeof output === "object" && output !== null && "rings" in output && output.rings === 0);
}
