import { ComputeManagementClient } from "@azure/arm-compute";
import { NetworkManagementClient } from "@azure/arm-network";
import { createDefaultHttpClient, createPipelineRequest } from "@azure/core-rest-pipeline";
import type { Config } from "../config.ts";
import type { TokenCredential } from "@azure/identity";

/** The management clients, one per subscription. */
export interface ResourceManager {
  compute(subscriptionId: string): ComputeManagementClient;
  network(subscriptionId: string): NetworkManagementClient;
  /** GETs the JSON of a resource that none of our SDKs covers. Path with leading slash. */
  get(subscriptionId: string, path: string, apiVersion: string): Promise<unknown>;
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
  };
  const compute = perSubscription((id) => new ComputeManagementClient(credential, id, options));
  const network = perSubscription((id) => new NetworkManagementClient(credential, id, options));
  const signal = () => ({ abortSignal: AbortSignal.timeout(config.azureTimeoutSeconds * 1000) });
  const http = createDefaultHttpClient();
  return {
    compute,
    network,
    signal,
    async get(subscriptionId, path, apiVersion) {
      const url = `${endpoint}${path}?api-version=${apiVersion}`;
      const request = createPipelineRequest({ url, method: "GET", ...signal() });
      const response = await network(subscriptionId).pipeline.sendRequest(http, request);
      if (response.status === 200) return JSON.parse(response.bodyAsText ?? "null") as unknown;
      throw Object.assign(new Error(response.bodyAsText ?? "no body"), {
        statusCode: response.status,
        response,
      });
    },
  };
}

function perSubscription<T>(create: (subscriptionId: string) => T): (subscriptionId: string) => T {
  const made = new Map<string, T>();
  return (subscriptionId) => {
    const known = made.get(subscriptionId) ?? create(subscriptionId);
    made.set(subscriptionId, known);
    return known;
  };
}
