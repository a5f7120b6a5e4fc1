import { parseScaleSetId, parseScaleSetInstanceId } from "../../arm/scaleSetId.ts";
import { isInScopes } from "../../arm/scopes.ts";
import { parseVmId, type VmId } from "../../arm/vmId.ts";
import type { ResourceId } from "../../arm/resourceId.ts";
import type { Scopes } from "../../arm/scopes.ts";
import type { IgnoreReason } from "../ignoreReason.ts";

/**
 * A resource that an alert concerns: a VM or a scale set to capture, as a whole or one instance, or the
 * reason why it is not captured.
 */
export type Target =
  | { readonly kind: "vm"; readonly text: string; readonly vm: VmId }
  | {
      readonly kind: "scaleSet";
      readonly text: string;
      readonly set: ResourceId;
      readonly instanceId: string | null;
    }
  | { readonly kind: "ignored"; readonly text: string; readonly reason: IgnoreReason };

/** Claims to be an ARM virtual machine or a scale set, well-formed or not. */
const claimsMachine = /microsoft\.compute(?:\/|\\|%2f)+virtualmachine(?:s|scalesets)(?![a-z])/i;

/** Machines that Network Watcher cannot capture: Arc machines, classic VMs. */
const unsupported =
  /microsoft\.(?:hybridcompute\/machines|classiccompute\/virtualmachines|connectedvmwarevsphere\/virtualmachines|scvmm\/virtualmachines)(?![a-z])/i;

const ignored = (text: string, reason: IgnoreReason): Target => ({ kind: "ignored", text, reason });

/**
 * Classifies a target id. `declaredType` is the resource type beside it, which counts when the id is not an
 * ARM id.
 */
export function classify(text: string, declaredType: string | null, allowedScopes: Scopes): Target {
  const vm = parseVmId(text);
  if (vm !== null)
    return isInScopes(vm.id, allowedScopes) ? { kind: "vm", text, vm } : ignored(text, "not-allowed");
  const instance = parseScaleSetInstanceId(text);
  const set = instance?.set ?? parseScaleSetId(text);
  if (set !== null)
    return isInScopes(set.id, allowedScopes)
      ? { kind: "scaleSet", text, set, instanceId: instance?.instanceId ?? null }
      : ignored(text, "not-allowed");
  const naming = text.startsWith("/") || declaredType === null ? text : `${text} ${declaredType}`;
  if (claimsMachine.test(naming)) return ignored(text, "bad-target-id");
  return ignored(text, unsupported.test(naming) ? "unsupported-target" : "not-a-vm");
}

/** Whether a target is, or claims to be, an ARM virtual machine or a scale set. */
export const namesMachine = (target: Target): boolean =>
  target.kind !== "ignored" || target.reason === "bad-target-id" || target.reason === "not-allowed";
