import { ForeignHost } from "./foreignHost.ts";
import { isWithin } from "./isWithin.ts";
import type { PipelinePolicy } from "@azure/core-rest-pipeline";

/**
 * The last policy of a client's pipeline: it lets requests through to the endpoint alone, whatever a link
 * of an answer, an operation's address or a redirect says, and gives those a timeout that have none, as the
 * SDKs' requests for further pages.
 */
export const onlyTo = (endpoint: string, timeoutSeconds: number): PipelinePolicy => ({
  name: "onlyTo",
  sendRequest(request, next) {
    if (!isWithin(endpoint, request.url)) return Promise.reject(new ForeignHost(request.url));
    request.abortSignal ??= AbortSignal.timeout(timeoutSeconds * 1000);
    return next(request);
  },
});
