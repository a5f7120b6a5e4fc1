import type { VmId } from "../../arm/vmId.ts";

/** Beyond this many, VMs are only counted. */
const mostNamed = 5;

/** Explains why an alert starts a capture, in a sentence or two. */
export const acceptedBecause = (rule: string | null, vms: readonly VmId[], leftOut: number): string =>
  firedOn(
    rule,
    vms.length === 1 ? "the VM" : "the VMs",
    vms.map(({ name }) => name),
    leftOut,
  );

/** On what an alert has fired, and how many others of its targets are left out. */
export function firedOn(
  rule: string | null,
  kind: string,
  names: readonly string[],
  leftOut: number,
): string {
  const named = names.slice(0, mostNamed).join(", ");
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : "";
  const who = rule === null ? "The alert" : `The alert "${rule}"`;
  const asks = `${who} has fired on ${kind} ${named}${more}.`;
  return leftOut === 0 ? asks : `${asks} ${othersLeftOut(leftOut)}`;
}

const othersLeftOut = (count: number): string =>
  count === 1
    ? "One other target is not captured. See ignoredTargets."
    : `${count} other targets are not captured. See ignoredTargets.`;
