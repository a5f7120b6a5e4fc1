import type { InvocationContext } from "@azure/functions";
import { getClient, OrchestrationRuntimeStatus } from "durable-functions";
import type { InstanceStatus } from "./http/captureView.ts";
import { stopEvent } from "../durable/stopEvent.ts";
import { bounded, findInstance } from "./durableClient.ts";

/** Status of an instance; null when there is none. @throws BackendUnavailable */
export const readInstance = (
  context: InvocationContext,
  instanceId: string,
): Promise<InstanceStatus | null> => bounded(findInstance(getClient(context), instanceId));

/** Every instance created since then, children included, in no order. @throws BackendUnavailable */
export const listInstances = (context: InvocationContext, since: Date): Promise<InstanceStatus[]> =>
  bounded(getClient(context).getStatusBy({ createdTimeFrom: since }));

/** Tells a running capture to stop. @throws BackendUnavailable */
export const raiseStop = (context: InvocationContext, instanceId: string): Promise<void> =>
  bounded(getClient(context).raiseEvent(instanceId, stopEvent, null));

const ended = [
  OrchestrationRuntimeStatus.Completed,
  OrchestrationRuntimeStatus.Failed,
  OrchestrationRuntimeStatus.Terminated,
  OrchestrationRuntimeStatus.Canceled,
];

/** Purges the history of ended instances that were created before then; how many there were. */
export async function purgeEnded(context: InvocationContext, before: Date): Promise<number> {
  const beginning = new Date("2020-01-01T00:00:00Z"); // The backend insists on one.
  const filter = { createdTimeFrom: beginning, createdTimeTo: before, runtimeStatus: ended };
  return (await getClient(context).purgeInstanceHistoryBy(filter)).instancesDeleted;
}
