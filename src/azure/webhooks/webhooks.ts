import { createHmac } from "node:crypto";
import { Readable } from "node:stream";
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  proxyPolicy,
} from "@azure/core-rest-pipeline";
import { version } from "../../version.ts";
import { hostOf } from "../hosts/foreignHost.ts";
import { onlyTo } from "../hosts/onlyTo.ts";
import { refusedBy, silentFor } from "./refusedBy.ts";
import { WebhookFault } from "./webhookFault.ts";
import type { Config } from "../../config.ts";
import type { NotificationEndpoint } from "../../settings/readEndpoints.ts";

/** A message for an endpoint. */
interface Message {
  readonly contentType: string;
  readonly body: string;
}

/** An endpoint without its secrets. */
interface WebhookName {
  readonly kind: NotificationEndpoint["kind"];
  readonly host: string;
}

/** Posts to the endpoints of NOTIFY_WEBHOOKS, and nowhere else. */
export interface Webhooks {
  readonly endpoints: readonly WebhookName[];
  /** The status with which an endpoint took a message. @throws WebhookFault */
  post(index: number, message: Message): Promise<number>;
}

export function createWebhooks({ notifications, azureTimeoutSeconds }: Config): Webhooks {
  const { endpoints, secret } = notifications;
  const post = poster(azureTimeoutSeconds);
  return {
    endpoints: endpoints.map(({ kind, url }) => ({ kind, host: hostOf(url) })),
    post(index, message) {
      const endpoint = endpoints[index];
      if (endpoint === undefined)
        return Promise.reject(new RangeError(`NOTIFY_WEBHOOKS has no entry ${index + 1}`));
      const isSigned = secret !== null && endpoint.kind === "cloudevents";
      return post(endpoint, message, isSigned ? { "x-capture-signature": signatureOf(message, secret) } : {});
    },
  };
}

/** Sends one POST: no redirect is followed, nothing is repeated, no cookie is kept, and no token is sent. */
function poster(timeoutSeconds: number) {
  const http = createDefaultHttpClient();
  return async (
    endpoint: NotificationEndpoint,
    { contentType, body }: Message,
    signature: Readonly<Record<string, string>>,
  ): Promise<number> => {
    const { url } = endpoint;
    const pipeline = createEmptyPipeline();
    pipeline.addPolicy(proxyPolicy());
    pipeline.addPolicy(onlyTo(new URL(url).origin, timeoutSeconds));
    const headers = createHttpHeaders({
      ...{ "content-type": contentType, "user-agent": `capture-on-alert/${version}` },
      ...signature,
    });
    // The body is read by parts, whatever the status.
    const streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
    const request = createPipelineRequest({ url, method: "POST", headers, body, streamResponseStatusCodes });
    try {
      const response = await pipeline.sendRequest(http, request);
      if (response.status < 200 || response.status > 299) throw await refusedBy(endpoint, response);
      // What it says beside that is nobody's business.
      if (response.readableStreamBody instanceof Readable) response.readableStreamBody.destroy();
      return response.status;
    } catch (error) {
      throw error instanceof WebhookFault ? error : silentFor(endpoint, error, timeoutSeconds);
    }
  };
}

/** The time is signed too, so that a receiver can tell an old message from a new one. */
function signatureOf({ body }: Message, secret: string): string {
  const seconds = Math.floor(Date.now() / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
