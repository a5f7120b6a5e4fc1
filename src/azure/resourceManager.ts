import { ComputeManagementClient } from "@azure/arm-compute";
import { NetworkManagementClient } from "@azure/arm-network";
import { createDefaultHttpClient, createPipelineRequest } from "@azure/core-rest-pipeline";
import { armId } from "../arm/armId.ts";
import { ForeignHost } from "./hosts/foreignHost.ts";
import { isWithin } from "./hosts/isWithin.ts";
import { onlyTo } from "./hosts/onlyTo.ts";
import { freshTokenOnce } from "./identity/freshTokenOnce.ts";
import type { Config } from "../config.ts";
import type { PipelineResponse } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";

/** The management clients, one per subscription. Their tokens go to the configured endpoint alone. */
export interface ResourceManager {
  compute(subscriptionId: string): ComputeManagementClient;
  network(subscriptionId: string): NetworkManagementClient;
  /** GETs the JSON of a resource that none of our SDKs covers, by its ARM id. */
  get(id: string, apiVersion: string): Promise<unknown>;
  /** GETs a URL that an earlier answer of Resource Manager gave, as it is. */
  follow(subscriptionId: string, url: string): Promise<PipelineResponse>;
  /** @throws ForeignHost unless a URL leads to the configured endpoint */
  readonly checkHost: (url: string) => void;
  /** The timeout of one call. */
  signal(): { abortSignal: AbortSignal };
}

export function createResourceManager(config: Config, credential: TokenCredential): ResourceManager {
  const { resourceManagerEndpoint: endpoint, resourceManagerScope } = config.cloud;
  const options = {
    endpoint,
    credentials: { scopes: [resourceManagerScope] },
    // The orchestrator retries, on durable timers.
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [
      { policy: freshTokenOnce(credential, resourceManagerScope), position: "perRetry" as const },
      { policy: onlyTo(endpoint, config.azureTimeoutSeconds), position: "perRetry" as const },
    ],
  };
  const compute = perSubscription((id) => new ComputeManagementClient(credential, id, options));
  const network = perSubscription((id) => new NetworkManagementClient(credential, id, options));
  const signal = () => ({ abortSignal: AbortSignal.timeout(config.azureTimeoutSeconds * 1000) });
  const http = createDefaultHttpClient();
  const checkHost = (url: string): void => {
    if (!isWithin(endpoint, url)) throw new ForeignHost(url);
  };
  const send = async (subscriptionId: string, url: string): Promise<PipelineResponse> => {
    checkHost(url);
    const request = createPipelineRequest({ url, method: "GET", ...signal() });
    const response = await network(subscriptionId).pipeline.sendRequest(http, request);
    if (response.status === 200 || response.status === 202) return response;
    const { code, message } = errorIn(response.bodyAsText ?? "");
    throw Object.assign(new Error(message), { code, statusCode: response.status, response });
  };
  return {
    compute,
    network,
    signal,
    checkHost,
    async get(id, apiVersion) {
      const url = `${endpoint}${encodeURI(id)}?api-version=${apiVersion}`;
      const { bodyAsText } = await send(armId.subscriptionId(id), url);
      return JSON.parse(bodyAsText ?? "null") as unknown;
    },
    follow: send,
  };
}

/** The error of an answer of Resource Manager; what is none of its answers is shown as it is. */
function errorIn(body: string): { readonly code: unknown; readonly message: string } {
  try {
    const { error } = JSON.parse(body) as {
      readonly error?: { readonly code?: unknown; readonly message?: unknown };
    };
    if (typeof error?.message === "string") return { code: error.code, message: error.message };
  } catch {
    // A proxy or a gateway answers in other forms.
  }
  return { code: null, message: body === "" ? "no body" : body };
}

function perSubscription<T>(create: (subscriptionId: string) => T): (subscriptionId: string) => T {
  const made = new Map<string, T>();
  return (subscriptionId) => {
    const known = made.get(subscriptionId) ?? create(subscriptionId);
    made.set(subscriptionId, known);
    return known;
  };
}
