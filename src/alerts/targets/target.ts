import { isInScopes } from "../../arm/scopes.ts";
import { parseVmId, type VmId } from "../../arm/vmId.ts";
import type { Scopes } from "../../arm/scopes.ts";
import type { IgnoreReason } from "../alert.ts";

/** A resource that an alert concerns: a VM to capture, or the reason why it is not captured. */
export type Target =
  | { readonly kind: "vm"; readonly text: string; readonly vm: VmId }
  | { readonly kind: "ignored"; readonly text: string; readonly reason: IgnoreReason };

/** Claims to be an ARM virtual machine, well-formed or not. Scale sets do not match. */
const claimsVm = /microsoft\.compute(?:\/|\\|%2f)+virtualmachines(?![a-z])/i;

/**
 * Machines that Network Watcher cannot capture as a VM: scale sets and their instances, Arc machines, classic
 * VMs.
 */
const unsupported =
  /microsoft\.(?:compute\/virtualmachinescalesets|hybridcompute\/machines|classiccompute\/virtualmachines|connectedvmwarevsphere\/virtualmachines|scvmm\/virtualmachines)(?![a-z])/i;

const ignored = (text: string, reason: IgnoreReason): Target => ({ kind: "ignored", text, reason });

/**
 * Classifies a target id. `declaredType` is the resource type beside it, which counts when the id is not an
 * ARM id.
 */
export function classify(text: string, declaredType: string | null, allowedScopes: Scopes): Target {
  const vm = parseVmId(text);
  if (vm !== null)
    return isInScopes(vm.id, allowedScopes) ? { kind: "vm", text, vm } : ignored(text, "not-allowed");
  const naming = text.startsWith("/") || declaredType === null ? text : `${text} ${declaredType}`;
  if (claimsVm.test(naming)) return ignored(text, "bad-target-id");
  return ignored(text, unsupported.test(naming) ? "unsupported-target" : "not-a-vm");
}

/** Whether a target is, or claims to be, an ARM virtual machine. */
export const namesVm = (target: Target): boolean =>
  target.kind === "vm" || target.reason === "bad-target-id" || target.reason === "not-allowed";
