import { retryAfterOf } from "../azureFault.ts";
import { WebhookFault } from "./webhookFault.ts";
import type { NotificationEndpoint } from "../../settings/readEndpoints.ts";
import type { PipelineResponse } from "@azure/core-rest-pipeline";

/** What is read of an answer. */
const mostBytes = 16 * 1024;

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** The fault of an answer other than 2xx. */
export async function refusedBy(
  endpoint: NotificationEndpoint,
  { status, headers, readableStreamBody }: PipelineResponse,
): Promise<WebhookFault> {
  const said = await beginningOf(readableStreamBody);
  const message =
    status >= 300 && status < 400
      ? "The endpoint redirects to another address, which is not followed: NOTIFY_WEBHOOKS needs the final one"
      : said;
  return new WebhookFault(endpoint, {
    ...{ status, code: null, message, passing: isPassing(status) },
    retryAfterSeconds: retryAfterOf(headers),
  });
}

/** The fault of a call without an answer. */
export function silentFor(
  endpoint: NotificationEndpoint,
  error: unknown,
  timeoutSeconds: number,
): WebhookFault {
  const { name = null, code = null } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
  const isTimeout = name === "AbortError" || name === "TimeoutError";
  return new WebhookFault(endpoint, {
    ...{ status: null, passing: true, retryAfterSeconds: null },
    code: typeof code === "string" ? code : null,
    message: isTimeout ? `no answer within ${timeoutSeconds} seconds` : "the endpoint cannot be reached",
  });
}

/** The first part of an answer, in whatever time its timeout leaves. */
async function beginningOf(body: PipelineResponse["readableStreamBody"]): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= mostBytes) break;
    }
  } catch {
    // The status has been said, and the beginning is enough.
  }
  return Buffer.concat(chunks).toString("utf8");
}
