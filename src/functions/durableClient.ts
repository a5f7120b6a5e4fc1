import { getClient, OrchestrationRuntimeStatus, type DurableClient } from "durable-functions";
import { endedStatuses, type InstanceStatus } from "../durable/instances/instanceStatus.ts";
import { orchestratorNames } from "../durable/instances/orchestratorNames.ts";
import { stopEvent } from "../durable/instances/stopEvent.ts";
import { withTimeout } from "../withTimeout.ts";
import type { AlertRequest } from "../durable/alertRequest.ts";
import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";

/** An action group waits about ten seconds for its answer. */
const timeoutSeconds = 8;

/** The Durable backend failed, or did not answer in time; another try may succeed. */
export class BackendUnavailable extends Error {
  override readonly name = "BackendUnavailable" as const;

  constructor(cause: unknown) {
    super("The Durable backend does not answer.", { cause });
  }
}

async function bounded<T>(work: Promise<T>): Promise<T> {
  try {
    return await withTimeout(work, timeoutSeconds);
  } catch (error) {
    throw new BackendUnavailable(error);
  }
}

/** The Durable client of one invocation, with a timeout on each call. @throws BackendUnavailable */
export function durableClient(context: InvocationContext) {
  const client = getClient(context);
  return {
    /**
     * Starts an instance unless one with that id exists, running or ended: an ended one marks its alert as
     * handled. Two simultaneous calls may both return "accepted"; there is still only one instance.
     */
    start: (instanceId: string, input: AlertRequest) => bounded(startOnce(client, instanceId, input)),

    /** Status of an instance; null when there is none. */
    read: (instanceId: string) => bounded(find(client, instanceId)),

    /** Every instance created since then, including children, unordered. */
    list: (since: Date): Promise<InstanceStatus[]> => bounded(client.getStatusBy({ createdTimeFrom: since })),

    /** Raises the event that ends a running capture early. */
    stop: (instanceId: string): Promise<void> => bounded(client.raiseEvent(instanceId, stopEvent, null)),

    /**
     * Purges the history of ended instances created before then and returns their number. Without a timeout:
     * it may take long.
     */
    purge: (before: Date) => purgeEnded(client, before),

    /** The standard Durable check-status response (202 with the management URLs), with additional members. */
    checkStatus: (request: HttpRequest, instanceId: string, members: Record<string, unknown>) =>
      checkStatus(client, request, instanceId, members),
  };
}

async function startOnce(client: DurableClient, instanceId: string, input: AlertRequest) {
  if (await exists(client, instanceId)) return "duplicate";
  try {
    await client.startNew(orchestratorNames.captureOnAlert, { instanceId, input });
    return "accepted";
  } catch (error) {
    // The backend rejects an id in use with a message that differs by version: another delivery may have been
    // first.
    if (await exists(client, instanceId)) return "duplicate";
    throw error;
  }
}

const exists = async (client: DurableClient, instanceId: string): Promise<boolean> =>
  (await find(client, instanceId)) !== null;

/** The client throws when there is no such instance, and only its message distinguishes that from a fault. */
async function find(client: DurableClient, instanceId: string): Promise<InstanceStatus | null> {
  try {
    return await client.getStatus(instanceId);
  } catch (error) {
    if (error instanceof Error && error.message.includes("HTTP 404")) return null;
    throw error;
  }
}

async function purgeEnded(client: DurableClient, before: Date): Promise<number> {
  const beginning = new Date("2020-01-01T00:00:00Z"); // The backend requires one.
  const runtimeStatus = endedStatuses.map((status) => OrchestrationRuntimeStatus[status]);
  const filter = { createdTimeFrom: beginning, createdTimeTo: before, runtimeStatus };
  return (await client.purgeInstanceHistoryBy(filter)).instancesDeleted;
}

async function checkStatus(
  client: DurableClient,
  request: HttpRequest,
  instanceId: string,
  members: Record<string, unknown>,
): Promise<HttpResponseInit> {
  const response = client.createCheckStatusResponse(request, instanceId);
  const links = (await response.json()) as Record<string, unknown>;
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    jsonBody: { ...links, ...members },
  };
}
