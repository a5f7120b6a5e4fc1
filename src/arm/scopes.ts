import { armId } from "./armId.ts";
import { idSegments } from "./idSegments.ts";
import { isScope } from "./resourceId.ts";

/** ARM scopes (subscription or resource group ids); "*": everything that the identity can reach. */
export type Scopes = readonly string[] | "*";

/** Reads one scope: "*", or the id of a subscription or a resource group; null for other texts. */
export function readScope(text: string): string | null {
  if (text === "*") return text;
  const segments = idSegments(text);
  return segments !== null && isScope(segments) ? `/${segments.join("/")}` : null;
}

/** Whether an ARM id lies in one of the scopes, on whole segments and without case. */
export function isInScopes(id: string, scopes: Scopes): boolean {
  if (scopes === "*") return true;
  const path = `${armId.folded(id)}/`;
  return scopes.some((scope) => path.startsWith(`${armId.folded(scope).replace(/\/$/, "")}/`));
}
