import { idSegments } from "../../arm/idSegments.ts";
import { isScope } from "../../arm/resourceId.ts";
import { parseVmId } from "../../arm/vmId.ts";

/** Some VMs that ARMED_VMS names. */
export type ArmedTarget =
  | { readonly kind: "vm"; readonly id: string }
  /** Every VM of a resource group. */
  | { readonly kind: "group"; readonly id: string }
  /** Every VM of ALLOWED_SCOPES with this tag; names of tags compare without case. */
  | { readonly kind: "tag"; readonly name: string; readonly value: string };

/** https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
const tag = /^tag:([^<>%&\\?/=,]{1,512})=([^,]{0,256})$/i;

/** Reads the id of a VM or a resource group, or `tag:NAME=VALUE`; null for other texts. */
export function readArmedTarget(text: string): ArmedTarget | null {
  const [, name, value] = tag.exec(text) ?? [];
  if (name !== undefined && value !== undefined)
    return { kind: "tag", name: name.trim(), value: value.trim() };
  const vm = parseVmId(text);
  if (vm !== null) return { kind: "vm", id: vm.id };
  const segments = idSegments(text);
  return segments?.length === 4 && isScope(segments) ? { kind: "group", id: `/${segments.join("/")}` } : null;
}
