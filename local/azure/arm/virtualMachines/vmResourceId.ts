/** A VM as an alert's payload names it. */
export interface VmTarget {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  /** In Azure's own casing of everything but the names. */
  readonly id: string;
}

const armId =
  /^\/subscriptions\/(?<subscription>[0-9a-f-]{36})\/resourceGroups\/(?<resourceGroup>[^/?#]+)\/providers\/Microsoft\.Compute\/virtualMachines\/(?<name>[^/?#]+)$/i;

/** @returns null when `id` is not the ARM id of a VM. */
export function parseVmTarget(id: string): VmTarget | null {
  const { subscription, resourceGroup, name } = armId.exec(id)?.groups ?? {};
  if (subscription === undefined || resourceGroup === undefined || name === undefined) return null;
  return vmTarget(subscription, resourceGroup, name);
}

export const vmTarget = (subscription: string, resourceGroup: string, name: string): VmTarget => ({
  subscription,
  resourceGroup,
  name,
  id: `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/virtualMachines/${name}`,
});
