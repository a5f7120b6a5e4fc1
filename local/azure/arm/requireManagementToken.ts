import { AzureError } from "../azureError.ts";
import { headerText, type HttpRequest } from "../http/httpRequest.ts";
import { managementAudiences } from "../identity/isKnownAudience.ts";
import { world } from "../world.ts";
import type { Tokens, Verdict } from "../identity/tokens.ts";

const refusals: Readonly<Record<Exclude<Verdict, "valid">, readonly [code: string, message: string]>> = {
  missing: ["AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."],
  invalid: ["InvalidAuthenticationToken", "The access token is invalid."],
  expired: ["ExpiredAuthenticationToken", "The access token has expired."],
  audience: [
    "InvalidAuthenticationTokenAudience",
    "The access token has been obtained for the wrong audience or resource.",
  ],
};

/** Checks a request's management token. @throws AzureError 401 unless it is valid. */
export function requireManagementToken(request: HttpRequest, tokens: Tokens): void {
  const verdict = tokens.verify(headerText(request, "authorization"), managementAudiences);
  if (verdict === "valid") return;
  const [code, message] = refusals[verdict];
  const challenge = `Bearer authorization_uri="https://login.windows.net/${world.tenant}", error="invalid_token", error_description="${message}"`;
  throw new AzureError(401, code, message, { "www-authenticate": challenge });
}
