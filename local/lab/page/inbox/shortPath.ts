const scope = /^\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+)?(?:\/providers\/[^/]+)?(?=\/)/i;

/** The path of a call without its query, and without the scope and provider that every call has. */
export const shortPath = (target: string): string => target.replace(/\?.*$/s, "").replace(scope, "…");
