import { many } from "../../wording/many.ts";
import type { Machine } from "../targets/machine.ts";

/** Beyond this many, VMs are only counted. */
const mostNamed = 5;

/** Explains why an alert starts a capture, in a sentence or two. */
export function acceptedBecause(rule: string | null, machines: readonly Machine[], leftOut: number): string {
  const areVms = machines.every(({ instances }) => instances === undefined);
  const names = machines.map((machine) => (areVms ? machine.name : machineText(machine)));
  const kind = areVms ? (machines.length === 1 ? "the VM " : "the VMs ") : "";
  return firedOn(rule, kind, names, leftOut);
}

/** "the scale set web (instances 0, 2)". */
export function machineText({ name, instances }: Machine): string {
  if (instances === undefined) return `the VM ${name}`;
  if (instances === null) return `the scale set ${name}`;
  const more = instances.length > mostNamed ? ", …" : "";
  const shown = instances.slice(0, mostNamed).join(", ");
  return `the scale set ${name} (${instances.length === 1 ? "instance" : many(instances.length, "instance")} ${shown}${more})`;
}

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
  const asks = `${who} has fired on ${kind}${named}${more}.`;
  return leftOut === 0 ? asks : `${asks} ${othersLeftOut(leftOut)}`;
}

const othersLeftOut = (count: number): string =>
  count === 1
    ? "One other target is not captured. See ignoredTargets."
    : `${count} other targets are not captured. See ignoredTargets.`;
