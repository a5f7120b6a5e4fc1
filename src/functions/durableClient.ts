import type { DurableClient } from "durable-functions";
import type { InstanceStatus } from "./http/captureView.ts";

/** An action group waits about ten seconds for its answer. */
const backendTimeoutMs = 8000;

/** The Durable backend did not do its work in time, or at all; another try may. */
export class BackendUnavailable extends Error {
  override readonly name = "BackendUnavailable" as const;

  constructor(cause: unknown) {
    super("The Durable backend does not answer.", { cause });
  }
}

/** Bounds work that the Durable backend does, as its client does not. @throws BackendUnavailable */
export async function bounded<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${backendTimeoutMs} ms.`));
    }, backendTimeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } catch (error) {
    throw new BackendUnavailable(error);
  } finally {
    clearTimeout(timer);
  }
}

/** An instance's status; null when there is none: the client throws for that, and only its message tells it from a fault. */
export async function findInstance(
  client: DurableClient,
  instanceId: string,
): Promise<InstanceStatus | null> {
  try {
    return await client.getStatus(instanceId);
  } catch (error) {
    if (error instanceof Error && error.message.includes("HTTP 404")) return null;
    throw error;
  }
}
