import { areAll, principal, type Principal } from "./principal.ts";
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

/** The error for a caller that is not the tenant's action group service; null for one that is. */
export function checkSecureWebhook(headers: Headers, expected: SecureWebhook): HttpResponseInit | null {
  const caller = principal.read(headers);
  if (caller === null)
    return problem(401, "Alerts are accepted only from a secure webhook, signed in with Microsoft Entra.");
  const wrong = principal.problemOf(caller, expected) ?? whatIsWrong(caller);
  return wrong === null ? null : problem(403, `The caller ${wrong}.`);
}

function whatIsWrong(caller: Principal): string | null {
  if (!areAll(caller.valuesOf("application"), [actionGroupService])) return "is not the action group service";
  return caller.valuesOf("roles").includes(role) ? null : `does not have the role ${role}`;
}
