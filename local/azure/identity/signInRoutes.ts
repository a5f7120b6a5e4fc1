import { randomUUID } from "node:crypto";
import { headerText, type HttpRequest } from "../http/httpRequest.ts";
import { route, type Route } from "../http/route.ts";
import { world } from "../world.ts";
import { checkClientProof } from "./checkClientProof.ts";
import { isKnownAudience } from "./isKnownAudience.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { AppRegistration } from "./appRegistration.ts";
import type { Tokens } from "./tokens.ts";

/** Tokens of a service principal are valid for about an hour. */
const lifetimeSeconds = 3_599;

/** Sign-in of a service principal, as in Microsoft Entra ID (OAuth 2.0 client credentials). */
export const signInRoutes = (
  tokens: Tokens,
  app: AppRegistration,
  baseUrl: () => string,
): readonly Route[] => [
  // Answers for any tenant: the SDK has this document built in for Microsoft's hosts and learns of a wrong
  // tenant at the next call.
  route("GET", "/:tenant/v2.0/.well-known/openid-configuration", (_, { tenant }) => ({
    status: 200,
    body: directory(baseUrl(), tenant),
  })),
  // Tokens are signed with a secret of this process, so there is no key to publish.
  route("GET", "/:tenant/discovery/v2.0/keys", () => ({ status: 200, body: { keys: [] } })),
  route("POST", "/:tenant/oauth2/v2.0/token", (request, { tenant }) =>
    token(request, { tokens, app }, tenant),
  ),
];

const directory = (baseUrl: string, tenant: string): Record<string, unknown> => ({
  issuer: `${baseUrl}/${tenant}/v2.0`,
  authorization_endpoint: `${baseUrl}/${tenant}/oauth2/v2.0/authorize`,
  token_endpoint: `${baseUrl}/${tenant}/oauth2/v2.0/token`,
  jwks_uri: `${baseUrl}/${tenant}/discovery/v2.0/keys`,
  response_types_supported: ["code", "id_token", "token"],
  subject_types_supported: ["pairwise"],
  id_token_signing_alg_values_supported: ["HS256"],
  token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
});

function refuse(status: number, error: string, code: number, sentence: string): HttpAnswer {
  const correlation = randomUUID();
  const body = {
    error,
    error_description: `AADSTS${code}: ${sentence} Correlation ID: ${correlation}`,
    error_codes: [code],
    correlation_id: correlation,
  };
  return { status, body };
}

interface Directory {
  readonly tokens: Tokens;
  readonly app: AppRegistration;
}

function token(request: HttpRequest, { tokens, app }: Directory, tenant: string): HttpAnswer {
  const form = new URLSearchParams(request.body.toString());
  const resource = (form.get("scope") ?? "").split(" ")[0]?.replace(/\/\.default$/, "") ?? "";
  const problem = problemOf(form, tenant, resource) ?? proofProblem(request, form, app);
  if (problem !== null) return problem;
  const principal = { clientId: world.client.id, objectId: world.client.objectId };
  const issued = tokens.issue(resource, principal, lifetimeSeconds);
  const common = { token_type: "Bearer", expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds };
  return { status: 200, body: { ...common, access_token: issued.token } };
}

function proofProblem(request: HttpRequest, form: URLSearchParams, app: AppRegistration): HttpAnswer | null {
  const found = checkClientProof(form, app, `https://${headerText(request, "host") ?? ""}`);
  return found === null ? null : refuse(401, "invalid_client", found.code, found.sentence);
}

function problemOf(form: URLSearchParams, tenant: string, resource: string): HttpAnswer | null {
  const clientId = form.get("client_id") ?? "";
  if (tenant.toLowerCase() !== world.tenant)
    return refuse(400, "invalid_request", 90002, `Tenant '${tenant}' not found.`);
  if (form.get("grant_type") !== "client_credentials")
    return refuse(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
  if (clientId.toLowerCase() !== world.client.id)
    return refuse(
      400,
      "unauthorized_client",
      700016,
      `Application with identifier '${clientId}' was not found in the directory.`,
    );
  if (!isKnownAudience(resource))
    return refuse(
      400,
      "invalid_resource",
      500011,
      `The resource principal named ${resource} was not found in the tenant.`,
    );
  return null;
}
