import type { VmId } from "../../arm/vmId.ts";

/** Beyond this many, VMs are only counted. */
const mostNamed = 5;

/** Explains why an alert starts a capture, in a sentence or two. */
export function acceptedBecause(rule: string | null, vms: readonly VmId[], leftOut: number): string {
  const names = vms.slice(0, mostNamed).map(({ name }) => name);
  const more = vms.length > mostNamed ? `, and ${vms.length - mostNamed} more` : "";
  const who = rule === null ? "The alert" : `The alert "${rule}"`;
  const asks = `${who} has fired on ${vms.length === 1 ? "the VM" : "the VMs"} ${names.join(", ")}${more}.`;
  return leftOut === 0 ? asks : `${asks} ${othersLeftOut(leftOut)}`;
}

const othersLeftOut = (count: number): string =>
  count === 1
    ? "One other target is not captured. See ignoredTargets."
    : `${count} other targets are not captured. See ignoredTargets.`;
