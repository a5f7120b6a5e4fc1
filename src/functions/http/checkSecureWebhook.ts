import { field, fieldsOf, listOf, textOf } from "../../alerts/text/fields.ts";
import { problem } from "./problem.ts";
import type { SecureWebhook } from "../../config.ts";
import type { HttpResponseInit } from "@azure/functions";

/** The Microsoft application that action groups call as ("AzNS AAD Webhook"), the same in every tenant. */
const actionGroupService = "461e8683-5575-4561-ac7f-899cc907d62a";
/**
 * Its role on the app registration.
 * https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups#secure-webhook
 */
const role = "ActionGroupsSecureWebhook";

/** Claim types; App Service writes some of them in the long form. */
const claimTypes = {
  tenant: ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"],
  audience: ["aud"],
  /** In tokens of version 1 and 2. */
  caller: ["appid", "azp"],
  roles: ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"],
};

/** The caller, as App Service Authentication describes it. */
interface Principal {
  readonly provider: string | null;
  readonly claims: readonly { readonly type: string; readonly value: string }[];
}

/**
 * The error for a caller that is not the tenant's action group service; null for one that is. It repeats no
 * claim, because the caller may be anyone.
 */
export function checkSecureWebhook(headers: Headers, expected: SecureWebhook): HttpResponseInit | null {
  const principal = readPrincipal(headers.get("x-ms-client-principal") ?? "");
  if (principal === null)
    return problem(401, "Alerts are accepted only from a secure webhook, signed in with Microsoft Entra.");
  const wrong = whatIsWrong(principal, headers.get("x-ms-client-principal-idp"), expected);
  return wrong === null ? null : problem(403, `The caller ${wrong}.`);
}

function whatIsWrong(
  { provider, claims }: Principal,
  providerHeader: string | null,
  { tenantId, audience }: SecureWebhook,
): string | null {
  const providers = [provider, providerHeader].filter((name) => name !== null);
  if (!areAll(providers, ["aad"])) return "is not signed in with Microsoft Entra";
  const valuesOf = (types: readonly string[]) =>
    claims.filter(({ type }) => types.includes(type)).map(({ value }) => value);
  if (!areAll(valuesOf(claimTypes.tenant), [tenantId])) return "belongs to another tenant";
  if (!areAll(valuesOf(claimTypes.audience), formsOf(audience))) return "has a token for another application";
  if (!areAll(valuesOf(claimTypes.caller), [actionGroupService])) return "is not the action group service";
  return valuesOf(claimTypes.roles).includes(role) ? null : `does not have the role ${role}`;
}

/** At least one value, and only expected ones: contradicting claims are not trusted. */
const areAll = (values: readonly string[], expected: readonly string[]): boolean =>
  values.length > 0 &&
  values.every((value) => expected.some((one) => one.toLowerCase() === value.toLowerCase()));

/** Version 1 tokens name the Application ID URI, version 2 tokens the client id. */
function formsOf(audience: string): readonly string[] {
  const id = audience.replace(/^api:\/\//i, "");
  return /^[0-9a-f-]{36}$/i.test(id) ? [id, `api://${id}`] : [audience];
}

/** Reads `X-MS-CLIENT-PRINCIPAL`, JSON in base64; null when it is absent or malformed. */
function readPrincipal(header: string): Principal | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(header, "base64").toString());
  } catch {
    return null;
  }
  const principal = fieldsOf(value);
  if (principal === null) return null;
  const claims = listOf(field(principal, "claims")).flatMap((entry) => {
    const claim = fieldsOf(entry);
    const [type, text] = [textOf(field(claim, "typ")), textOf(field(claim, "val"))];
    return type === null || text === null ? [] : { type, value: text };
  });
  return { provider: textOf(field(principal, "auth_typ")), claims };
}
