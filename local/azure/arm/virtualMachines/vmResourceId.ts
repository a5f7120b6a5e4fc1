import { resourceId, type ResourceGroupPath } from "../resourceId.ts";

export const virtualMachineType = "Microsoft.Compute/virtualMachines";

/** The ARM id of a VM and its parts. */
export interface VmResourceId extends ResourceGroupPath {
  readonly name: string;
  /** Everything but the names in Azure's own casing. */
  readonly id: string;
}

export const vmResourceId = (path: ResourceGroupPath, name: string): VmResourceId => ({
  subscription: path.subscription,
  group: path.group,
  name,
  id: resourceId(path, virtualMachineType, name),
});

const form =
  /^\/subscriptions\/(?<subscription>[0-9a-f-]{36})\/resourceGroups\/(?<group>[^/?#]+)\/providers\/Microsoft\.Compute\/virtualMachines\/(?<name>[^/?#]+)$/i;

/**
 * Parses the ARM id of a VM; null for any other text. Simulated Azure does not share the app's parser in
 * src/arm on purpose: with a shared parser it could not reveal that parser's mistakes.
 */
export function parseVmResourceId(text: string): VmResourceId | null {
  const { subscription, group, name } = form.exec(text)?.groups ?? {};
  if (subscription === undefined || group === undefined || name === undefined) return null;
  return vmResourceId({ subscription, group }, name);
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Letters and digits of any script. */
const groupName = /^[\p{L}\p{Nd}_().-]{0,89}[\p{L}\p{Nd}_()-]$/u;
const vmName = /^\w[\w.-]{0,63}$/;

/**
 * Whether Resource Manager accepts the id. Names must follow Azure's naming rules, which alerts do not check.
 */
export function isVmResourceId(text: string): boolean {
  const parsed = parseVmResourceId(text);
  if (parsed === null) return false;
  return guid.test(parsed.subscription) && groupName.test(parsed.group) && vmName.test(parsed.name);
}
