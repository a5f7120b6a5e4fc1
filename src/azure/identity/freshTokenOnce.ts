import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import type { GetTokenOptions, TokenCredential } from "@azure/identity";

/**
 * Options that ask a credential for a token other than the one that it keeps: claims do, and these ask for
 * a token that has been issued by now (Continuous Access Evaluation).
 */
export function freshly(options: GetTokenOptions = {}): GetTokenOptions {
  const nbf = { essential: true, value: String(Math.floor(Date.now() / 1000)) };
  return { ...options, enableCae: true, claims: JSON.stringify({ access_token: { nbf } }) };
}

/** 401 ExpiredAuthenticationToken, or InvalidAuthenticationToken with that reason. */
function saysExpired({ status, headers, bodyAsText }: PipelineResponse): boolean {
  if (status !== 401) return false;
  const said = `${headers.get("www-authenticate") ?? ""} ${headers.get("x-ms-error-code") ?? ""} ${bodyAsText ?? ""}`;
  return /expir(?:ed|y|es)|lifetime validation/i.test(said.slice(0, 10_000));
}

/**
 * Sends a request once more with a fresh token when the service calls the token expired: the SDKs keep a
 * token until it expires by this machine's clock.
 */
export const freshTokenOnce = (credential: TokenCredential, scope: string): PipelinePolicy => ({
  name: "freshTokenOnce",
  async sendRequest(request, next) {
    const response = await next(request);
    if (!saysExpired(response)) return response;
    const fresh = await credential.getToken(scope, freshly());
    if (fresh === null) return response;
    request.headers.set("Authorization", `Bearer ${fresh.token}`);
    return next(request);
  },
});
