import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import { getClient, type DurableClient } from "durable-functions";

/** An action group waits about ten seconds for its answer. */
const backendTimeoutMs = 8000;

/** The Durable backend did not do its work in time, or at all; another try may. */
export class BackendUnavailable extends Error {
  override readonly name = "BackendUnavailable" as const;

  constructor(cause: unknown) {
    super("The Durable backend does not answer.", { cause });
  }
}

/**
 * Starts an instance unless one of that id exists, running or ended: an ended one is kept as the mark that its alert
 * was dealt with. Two calls at the same moment may both say "accepted"; there is one instance all the same.
 * @throws BackendUnavailable
 */
export async function startOnce(
  context: InvocationContext,
  orchestrator: string,
  instanceId: string,
  input: unknown,
): Promise<"accepted" | "duplicate"> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${backendTimeoutMs} ms.`));
    }, backendTimeoutMs);
  });
  try {
    return await Promise.race([lookAndStart(getClient(context), orchestrator, instanceId, input), timeout]);
  } catch (error) {
    throw new BackendUnavailable(error);
  } finally {
    clearTimeout(timer);
  }
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

/** The client throws for an unknown instance, and only its message tells that from a fault. */
async function exists(client: DurableClient, instanceId: string): Promise<boolean> {
  try {
    await client.getStatus(instanceId);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes("HTTP 404")) return false;
    throw error;
  }
}

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
