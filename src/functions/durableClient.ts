import { getClient, OrchestrationRuntimeStatus, type DurableClient } from "durable-functions";
import { BackendUnavailable } from "../durable/instances/backendUnavailable.ts";
import { endedStatuses, type InstanceStatus } from "../durable/instances/instanceStatus.ts";
import { stopEvent, type StopOrder } from "../durable/instances/stopEvent.ts";
import { withTimeout } from "../withTimeout.ts";
import type { InstanceOrder, Instances } from "../durable/instances/instances.ts";
import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";

/** An action group waits about ten seconds for its answer. */
const timeoutSeconds = 8;

async function bounded<T>(work: Promise<T>): Promise<T> {
  try {
    return await withTimeout(work, timeoutSeconds);
  } catch (error) {
    throw new BackendUnavailable(error);
  }
}

/** What the routes do with orchestrations besides what activities do. */
interface DurableClientOfApp extends Instances {
  /** Every instance created since then, including children, unordered. */
  list(since: Date): Promise<InstanceStatus[]>;
  /**
   * Purges the history of ended instances created before then and returns their number. Without a timeout:
   * it may take long.
   */
  purge(before: Date): Promise<number>;
  /** The standard Durable check-status response (202 with the management URLs), with additional members. */
  checkStatus(
    request: HttpRequest,
    instanceId: string,
    members: Record<string, unknown>,
  ): Promise<HttpResponseInit>;
}

/** The Durable client of one invocation, with a timeout on each call. @throws BackendUnavailable */
export function durableClient(context: InvocationContext): DurableClientOfApp {
  const client = getClient(context);
  return {
    start: (order) => bounded(startOnce(client, order)),
    read: (instanceId) => bounded(find(client, instanceId)),
    stop: (instanceId, order) => bounded(raiseStop(client, instanceId, order)),
    list: (since) => bounded(client.getStatusBy({ createdTimeFrom: since })),
    purge: (before) => purgeEnded(client, before),
    checkStatus: (request, instanceId, members) => checkStatus(client, request, instanceId, members),
  };
}

async function startOnce(
  client: DurableClient,
  { name, ...options }: InstanceOrder,
): Promise<"accepted" | "duplicate"> {
  const { instanceId } = options;
  if (await exists(client, instanceId)) return "duplicate";
  try {
    await client.startNew(name, options);
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

/** The client itself ignores that an instance has ended. */
async function raiseStop(client: DurableClient, instanceId: string, { force }: StopOrder): Promise<void> {
  if (await exists(client, instanceId))
    await client.raiseEvent(instanceId, stopEvent, force ? { force } : null);
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
