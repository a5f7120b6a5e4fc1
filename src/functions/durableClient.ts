import { getClient, OrchestrationRuntimeStatus, type DurableClient } from "durable-functions";
import { BackendUnavailable } from "../durable/instances/backendUnavailable.ts";
import { endedStatuses, hasEndedInstance, type InstanceStatus } from "../durable/instances/instanceStatus.ts";
import { resolvedEvent } from "../durable/instances/resolvedEvent.ts";
import { stopEvent } from "../durable/instances/stopEvent.ts";
import { withTimeout } from "../withTimeout.ts";
import { statusLinks, type StatusPlace } from "./http/statusLinks.ts";
import type { StatusLinks } from "../api/acceptedAnswer.ts";
import type { InstanceOrder, Instances } from "../durable/instances/instances.ts";
import type { InvocationContext } from "@azure/functions";

/** An action group waits about ten seconds for its answer. */
const timeoutSeconds = 8;

async function bounded<T>(work: Promise<T>, seconds = timeoutSeconds): Promise<T> {
  try {
    return await withTimeout(work, seconds);
  } catch (error) {
    throw new BackendUnavailable(error);
  }
}

/** What the routes do with orchestrations besides what activities do. */
interface DurableClientOfApp extends Instances {
  /** Starts an instance, also in place of an ended one. */
  startAgain(order: InstanceOrder): Promise<void>;
  /**
   * Purges the history of ended instances created before then and returns their number. Without a timeout:
   * it may take long.
   */
  purge(before: Date): Promise<number>;
  /** The URLs of an instance that its starter gets. */
  links(instanceId: string, place: StatusPlace): StatusLinks;
}

/** The Durable client of one invocation, with a timeout on each call. @throws BackendUnavailable */
export function durableClient(context: InvocationContext): DurableClientOfApp {
  const client = getClient(context);
  return {
    start: (order) => bounded(startOnce(client, order)),
    read: (instanceId) => bounded(find(client, instanceId)),
    stop: (instanceId, { force }) => bounded(raise(client, instanceId, stopEvent, force ? { force } : null)),
    resolve: (instanceId, order) => bounded(raise(client, instanceId, resolvedEvent, order)),
    readWithHistory: (instanceId) => bounded(findWithHistory(client, instanceId)),
    list: (since, statuses = [], seconds = timeoutSeconds) =>
      bounded(
        client.getStatusBy({
          createdTimeFrom: since,
          runtimeStatus: statuses.map((status) => OrchestrationRuntimeStatus[status]),
        }),
        seconds,
      ),
    startAgain: async ({ name, ...options }) => {
      await bounded(client.startNew(name, options));
    },
    purge: (before) => purgeEnded(client, before),
    links: (instanceId, place) => statusLinks(client.createHttpManagementPayload(instanceId), place),
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

async function findWithHistory(client: DurableClient, instanceId: string): Promise<InstanceStatus | null> {
  const status = await find(client, instanceId);
  return status === null || !hasEndedInstance(status)
    ? status
    : { ...status, history: await historyOf(client, instanceId) };
}

/**
 * getStatus of durable-functions 3.5 loses the history, because the extension calls it `historyEvents`.
 * getStatusBy sends whatever it is given, and returns the extension's answer as it is. Empty where the
 * backend has no history.
 */
async function historyOf(client: DurableClient, instanceId: string): Promise<readonly unknown[]> {
  const filter = { instanceId, showHistory: true, showHistoryOutput: true, runtimeStatus: [] };
  try {
    const answer: unknown = await client.getStatusBy(filter);
    const { historyEvents } = answer as { readonly historyEvents?: unknown };
    return Array.isArray(historyEvents) ? (historyEvents as readonly unknown[]) : [];
  } catch {
    return [];
  }
}

/** The client itself ignores that an instance has ended. */
async function raise(
  client: DurableClient,
  instanceId: string,
  event: string,
  data: object | null,
): Promise<void> {
  if (await exists(client, instanceId)) await client.raiseEvent(instanceId, event, data);
}

async function purgeEnded(client: DurableClient, before: Date): Promise<number> {
  const beginning = new Date("2020-01-01T00:00:00Z"); // The backend requires one.
  const runtimeStatus = endedStatuses.map((status) => OrchestrationRuntimeStatus[status]);
  const filter = { createdTimeFrom: beginning, createdTimeTo: before, runtimeStatus };
  return (await client.purgeInstanceHistoryBy(filter)).instancesDeleted;
}
