/** Where a deployment runs; no resource group: at the subscription. */
export interface Home {
  readonly subscriptionId: string;
  readonly resourceGroup: string | null;
}

export const homeId = ({ subscriptionId, resourceGroup }: Home): string =>
  `/subscriptions/${subscriptionId}${resourceGroup === null ? "" : `/resourceGroups/${resourceGroup}`}`;

/** The id of a resource: its names, one for each part of its type, below what it is deployed at. */
export function idOf(at: string, type: string, names: readonly string[]): string {
  const [provider = "", ...kinds] = type.split("/");
  return `${at}/providers/${provider}${kinds.map((kind, n) => `/${kind}/${names[n] ?? ""}`).join("")}`;
}
