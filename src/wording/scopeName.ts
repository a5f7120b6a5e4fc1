/** "resource group web", "subscription 6f1d6ab0-…", of such an ARM id; null for other texts. */
export function scopeName(id: string): string | null {
  const [, subscription = "", group] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?\/?$/i.exec(id) ?? [];
  if (subscription === "") return null;
  return group === undefined ? `subscription ${subscription}` : `resource group ${group}`;
}
