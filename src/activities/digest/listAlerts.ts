import { isParent, type InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import type { Config } from "../../config.ts";
import type { Instances } from "../../durable/instances/instances.ts";

/** An orchestration may have waited so long for its first step. */
const queuedSeconds = 3600;

/** The list of a storm's alerts is long. */
const listSeconds = 60;

/** The alerts that can have entered a digest since it was opened. */
export async function listAlerts(
  client: Instances,
  openedAt: string,
  { startSeconds }: Pick<Config, "startSeconds">,
  status: "Running" | "Completed",
): Promise<readonly InstanceStatus[]> {
  const since = Date.parse(openedAt) - (startSeconds + queuedSeconds) * 1000;
  return (await client.list(new Date(since), [status], listSeconds)).filter(isParent);
}
