import { headerText, type HttpRequest } from "../http/httpRequest.ts";
import { route, type Route } from "../http/route.ts";
import { world } from "../world.ts";
import { isKnownAudience } from "./isKnownAudience.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { Tokens } from "./tokens.ts";

/** Tokens of a managed identity are valid for a day. */
const lifetimeSeconds = 86_400;

const refuse = (status: number, message: string): HttpAnswer => ({
  status,
  body: { statusCode: status, message },
});

/** The token endpoint of App Service for an app with a managed identity. */
export const managedIdentityRoutes = (tokens: Tokens, identityHeader: string): readonly Route[] => [
  route("GET", "/msi/token", (request) => token(request, tokens, identityHeader)),
];

function token(request: HttpRequest, tokens: Tokens, identityHeader: string): HttpAnswer {
  const resource = request.query.get("resource") ?? "";
  if (headerText(request, "x-identity-header") !== identityHeader)
    return refuse(401, "The X-IDENTITY-HEADER header is missing or wrong.");
  if (request.query.get("api-version") !== "2019-08-01")
    return refuse(400, "The api-version must be 2019-08-01.");
  if (!isKnownAudience(resource))
    return refuse(400, `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`);
  const clientId = request.query.get("client_id") ?? world.identity.clientId;
  const issued = tokens.issue(resource, { ...world.identity, clientId }, lifetimeSeconds);
  const body = {
    access_token: issued.token,
    expires_on: String(issued.expiresOn),
    resource,
    token_type: "Bearer",
    client_id: clientId,
  };
  return { status: 200, body };
}
