export interface ResourceGroupPath {
  readonly subscription: string;
  readonly group: string;
}

/**
 * The ARM id of a resource. `type` includes its provider, `Microsoft.Compute/virtualMachines` for example.
 */
export const resourceId = ({ subscription, group }: ResourceGroupPath, type: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`;
