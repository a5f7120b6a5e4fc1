import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import { getClient, type DurableClient } from "durable-functions";
import { bounded, findInstance } from "./durableClient.ts";

/**
 * Starts an instance unless one of that id exists, running or ended: an ended one is kept as the mark that its alert
 * was dealt with. Two calls at the same moment may both say "accepted"; there is one instance all the same.
 * @throws BackendUnavailable
 */
export function startOnce(
  context: InvocationContext,
  orchestrator: string,
  instanceId: string,
  input: unknown,
): Promise<"accepted" | "duplicate"> {
  return bounded(lookAndStart(getClient(context), orchestrator, instanceId, input));
}

async function lookAndStart(client: DurableClient, orchestrator: string, instanceId: string, input: unknown) {
  if (await exists(client, instanceId)) return "duplicate";
  try {
    await client.startNew(orchestrator, { instanceId, input });
    return "accepted";
  } catch (error) {
    // The backend refuses an id in use, in words that differ by version: another delivery may have been first.
    if (await exists(client, instanceId)) return "duplicate";
    throw error;
  }
}

const exists = async (client: DurableClient, instanceId: string): Promise<boolean> =>
  (await findInstance(client, instanceId)) !== null;

/** The standard Durable check-status answer (202 with the management URLs), with members of our own. */
export async function checkStatus(
  context: InvocationContext,
  request: HttpRequest,
  instanceId: string,
  members: Record<string, unknown>,
): Promise<HttpResponseInit> {
  const response = getClient(context).createCheckStatusResponse(request, instanceId);
  const links = (await response.json()) as Record<string, unknown>;
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    jsonBody: { ...links, ...members },
  };
}
