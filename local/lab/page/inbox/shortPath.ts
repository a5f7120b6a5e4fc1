const scope = /^\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+)?(?:\/providers)?(?=\/)/i;

/** The path of a call without its query, and without the subscription and group that every call has. */
export const shortPath = (target: string): string => target.replace(/\?.*$/s, "").replace(scope, "…");
