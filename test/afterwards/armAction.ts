/** What a call needs a role for. */
type Service = "resource-manager" | "identity" | "email" | "webhook";

/** The service that a path of simulated Azure's one HTTPS port stands for; null: none that is known here. */
export function serviceOf(path: string): Service | null {
  const { pathname } = new URL(path, "https://azure");
  if (/^\/subscriptions\//i.test(pathname)) return "resource-manager";
  if (/^\/emails(?:[:/]|$)/.test(pathname)) return "email";
  if (pathname.startsWith("/notifications/")) return "webhook";
  const isIdentity = /^\/msi\/token$|^\/[^/]+\/(?:oauth2\/|v2\.0\/\.well-known\/)|^\/common\/discovery\//;
  return isIdentity.test(pathname) ? "identity" : null;
}

const verbs: Readonly<Record<string, string>> = {
  GET: "read",
  PUT: "write",
  PATCH: "write",
  DELETE: "delete",
};

/**
 * The action that Resource Manager asks a role for, by a call's method and path: the types of the last
 * provider's resources, then the verb. A list is a read of what it lists, a POST the action that its last
 * segment names. https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
 */
export function armAction(method: string, path: string): string {
  const { pathname } = new URL(path, "https://azure");
  const [, resource] = /.*\/providers\/(.+?)\/?$/i.exec(pathname) ?? [];
  const [provider = "", ...segments] = (resource ?? "").split("/");
  if (segments.length === 0) throw new Error(`${method} ${pathname} names no resource of a provider.`);
  // Types and names take turns; what a POST does comes after the last name.
  const types = segments.filter((_, index) => index % 2 === 0);
  const verb = method === "POST" ? "action" : verbs[method];
  if (verb === undefined) throw new Error(`There is no action for ${method} ${pathname}.`);
  return [provider, ...types, verb].join("/");
}
