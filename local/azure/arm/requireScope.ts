import { armError } from "./armError.ts";
import type { Networks } from "../network/networks.ts";
import type { Vms } from "./virtualMachines/vms.ts";

/** The path pattern of resources in a resource group, up to the provider. */
export const inGroup = "/subscriptions/:subscription/resourceGroups/:group/providers";

/** Checks that a path's subscription and resource group exist. @throws AzureError 404 */
export function requireScope(path: string, vms: Vms, networks: Networks): void {
  const [, subscription, , group] = /^\/subscriptions\/([^/]+)(\/resourceGroups\/([^/]+))?/i.exec(path) ?? [];
  if (subscription === undefined) return;
  if (!vms.hasSubscription(subscription)) throw armError.subscriptionNotFound(subscription);
  if (group === undefined) return;
  const name = decodeURIComponent(group);
  if (!vms.hasResourceGroup(subscription, name) && !networks.hasResourceGroup(subscription, name))
    throw armError.resourceGroupNotFound(name);
}
