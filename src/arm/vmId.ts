import { guid, resourceGroupName } from "./armId.ts";

/** The parts of the ARM id of a virtual machine, in the casing of the text they were read from. */
export interface VmId {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

// Anchored, and without `%`, `?`, `#` or further segments: a payload's id ends up in the URLs of management
// calls.
const form = new RegExp(
  `^/subscriptions/(${guid})/resourcegroups/(${resourceGroupName})/providers/microsoft\\.compute/virtualmachines/(\\w[\\w.-]{0,63})/?$`,
  "i",
);

/** Parses the ARM id of a virtual machine; null when the text is not exactly that. */
export function parseVmId(text: string): VmId | null {
  const [, subscriptionId, resourceGroup, name] = form.exec(text) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return null;
  if (resourceGroup.endsWith(".") || text.includes("..")) return null;
  return { id: text.replace(/\/$/, ""), subscriptionId, resourceGroup, name };
}
