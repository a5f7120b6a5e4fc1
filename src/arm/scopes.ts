import { guid, resourceGroupName } from "./armId.ts";

/** ARM scopes (subscription or resource group ids); "*": everything that the identity can reach. */
export type Scopes = readonly string[] | "*";

/** The text of one scope in a setting: "*", or the id of a subscription or a resource group. */
export const scopeForm = new RegExp(
  `^(?:\\*|/subscriptions/${guid}(?:/resourceGroups/${resourceGroupName})?/?)$`,
  "i",
);

/** Whether an ARM id lies in one of the scopes, on whole segments and without case. */
export function isInScopes(id: string, scopes: Scopes): boolean {
  if (scopes === "*") return true;
  const path = `${id.toLowerCase()}/`;
  return scopes.some((scope) => path.startsWith(`${scope.toLowerCase().replace(/\/$/, "")}/`));
}
